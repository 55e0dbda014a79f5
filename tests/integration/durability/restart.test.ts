import { expect, test } from "vitest";
import { apiOf, connect } from "../../support/api.ts";
import { inDatabase, seqsById } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";

test("what is pending goes on after a stop and a start, on the schedule that it was on", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver({ answer: () => ({ status: 503 }) });
  const first = await startTocsin({ dataDir: folder.path });
  const api = connect(first);
  await api.createChannel({ url: receiver.url, retry_schedule: [600, 1, 600] });
  const { results } = await api.post([{ alert_id: "a", alert_title: "A" }, { alert_id: "a" }]);
  const [head, behind] = results.map(({ event_id }) => event_id);
  const waiting = await api.waitForDelivery(head ?? "", "pending", { attempts: 1 });
  expect(await first.stop()).toBe(0);

  // Nothing but time passes: the first retry falls due.
  inDatabase(folder.path, (sqlite) =>
    sqlite
      .prepare("UPDATE deliveries SET next_attempt_at = 1 WHERE seq = ?")
      .run(seqsById(sqlite, "dlv").get(waiting.id)),
  );
  await using second = await startTocsin({ dataDir: folder.path });
  const again = apiOf(second.url, api.key);
  const retried = await again.waitForDelivery(head ?? "", "pending", { attempts: 3 });
  expect(retried.attempts.map(({ number, status }) => [number, status])).toEqual([
    [1, 503],
    [2, 503],
    [3, 503],
  ]);
  const [, , third] = retried.attempts;
  const wait = Date.parse(retried.next_attempt_at ?? "") - Date.parse(third?.started_at ?? "");
  expect(wait).toBeGreaterThanOrEqual(480_000);
  expect(receiver.requests.every(({ headers }) => headers["webhook-id"] === head)).toBe(true);
  expect(await again.waitForDelivery(behind ?? "", "pending")).toMatchObject({ next_attempt_at: null });
});

test("a retry that is not due is not sent early by a restart", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver({ answer: () => ({ status: 500 }) });
  const first = await startTocsin({ dataDir: folder.path });
  const api = connect(first);
  await api.createChannel({ url: receiver.url, retry_schedule: [600] });
  const { results } = await api.post({ alert_title: "A" });
  const before = await api.waitForDelivery(results[0]?.event_id ?? "", "pending", { attempts: 1 });
  await first.stop();

  receiver.answer = () => ({ status: 200 });
  await using second = await startTocsin({ dataDir: folder.path });
  const again = apiOf(second.url, api.key);
  // Once an alert posted later has arrived, the lanes have looked at all that is due.
  const later = await again.post({ alert_title: "B" });
  await again.waitForDelivery(later.results[0]?.event_id ?? "", "delivered");
  expect(await again.delivery(before.id)).toEqual(before);
});

test("one that fell due while stopped is sent at the start", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver();
  const { port } = receiver;
  await receiver.stop();
  const first = await startTocsin({ dataDir: folder.path });
  const api = connect(first);
  await api.createChannel({ url: receiver.url, retry_schedule: [1] });
  const { results } = await api.post({ alert_title: "A" });
  const eventId = results[0]?.event_id ?? "";
  const failed = await api.waitForDelivery(eventId, "pending", { attempts: 1 });
  expect(failed.attempts).toMatchObject([{ outcome: "connection_refused", status: null, response: null }]);
  await first.stop();

  await using back = await startReceiver({ port });
  await using second = await startTocsin({ dataDir: folder.path });
  const [request] = await back.waitFor(1);
  expect(request?.headers["webhook-id"]).toBe(eventId);
  const delivered = await apiOf(second.url, api.key).waitForDelivery(eventId, "delivered");
  expect(delivered.attempts_made).toBe(2);
});
