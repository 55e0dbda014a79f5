import { expect, test } from "vitest";
import { apiOf, connect } from "../../support/api.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";

test("202 means on disk: killed right after it, the alert is delivered after the restart", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver({ answer: () => "hang" });
  const first = await startTocsin({ dataDir: folder.path });
  const api = connect(first);
  const { id } = await api.createChannel({ url: receiver.url });
  const { results } = await api.post({ alert_id: "disk-1", alert_title: "Disk full" });
  await first.kill();

  const sentBefore = receiver.requests.length;
  receiver.answer = () => ({ status: 200 });
  await using second = await startTocsin({ dataDir: folder.path });
  const [request] = (await receiver.waitFor(sentBefore + 1)).slice(sentBefore);
  const eventId = results[0]?.event_id;
  expect(request?.headers["webhook-id"]).toBe(eventId);
  expect(JSON.parse(String(request?.rawBody))).toMatchObject({
    alert_id: "disk-1",
    alert_title: "Disk full",
  });
  await apiOf(second.url, api.key).waitForDelivery(eventId ?? "", "delivered", { channelId: id });
});

test("of many posts at once, each that was answered is delivered, and nothing that was not is half there", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver();
  const first = await startTocsin({ dataDir: folder.path });
  const api = connect(first);
  await api.createChannel({ url: receiver.url });

  const answered: string[] = [];
  const posts = Array.from({ length: 60 }, async (_, index) => {
    const alerts = [1, 2, 3].map((part) => ({ alert_id: `${index}/${part}`, alert_title: "A" }));
    const { results } = await api.post(alerts);
    answered.push(...results.map(({ event_id }) => event_id));
    if (answered.length === 90) await first.kill();
  });
  await Promise.allSettled(posts);
  expect(answered.length).toBeGreaterThanOrEqual(90);

  await using second = await startTocsin({ dataDir: folder.path });
  const arrived = (all: typeof receiver.requests) => new Set(all.map(({ headers }) => headers["webhook-id"]));
  await receiver.waitFor((all) => {
    const ids = arrived(all);
    return answered.every((id) => ids.has(id));
  });
  const again = apiOf(second.url, api.key);
  for (const index of posts.keys()) {
    const parts = await Promise.all(
      [1, 2, 3].map((part) => again.get(`/api/v1/alerts/${encodeURIComponent(`${index}/${part}`)}`)),
    );
    expect(new Set(parts.map(({ status }) => status)).size, `post ${index}`).toBe(1);
  }
});
