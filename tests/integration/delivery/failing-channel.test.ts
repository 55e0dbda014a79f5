import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Channel, connect } from "../../support/api.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const channelNow = async (id: string): Promise<Channel> =>
  (await api.get<Channel>(`/api/v1/channels/${id}`)).body;

test("a receiver in trouble: one delivery at a time probes it, the rest lose no attempts, and all arrive in the end", async () => {
  let well = false;
  receiver.answer = ({ path }) => ({ status: path === "/sick" && !well ? 503 : 200 });
  const sick = await api.createChannel({
    url: `${receiver.url}/sick`,
    retry_schedule: [1, 1, 1],
    max_in_flight: 1,
  });
  const healthy = await api.createChannel({ url: `${receiver.url}/well` });
  const { results } = await api.post(
    Array.from({ length: 20 }, (_, index) => ({ alert_title: `Alert ${index}` })),
  );

  const failing = await until("failing", async () => {
    const channel = await channelNow(sick.id);
    return channel.health === "failing" ? channel : undefined;
  });
  expect(failing).toMatchObject({ enabled: true, version: sick.version });
  const waiting = await api.deliveries({ channel_id: sick.id, state: "pending" });
  expect(waiting).toHaveLength(20);
  expect(waiting.reduce((sum, { attempts_made }) => sum + attempts_made, 0)).toBe(5);
  await until("the other channel has all", async () => {
    const delivered = await api.deliveries({ channel_id: healthy.id, state: "delivered" });
    return delivered.length === 20 ? delivered : undefined;
  });

  // The first probe comes after 5 s; it is answered, and everything follows.
  well = true;
  const at = (path: string) => receiver.requests.filter((request) => request.path === path);
  const before = at("/sick").length;
  for (const { event_id } of results)
    await api.waitForDelivery(event_id, "delivered", { channelId: sick.id, timeoutMs: 20_000 });
  expect(at("/sick").length - before).toBe(20);
  expect(await channelNow(sick.id)).toMatchObject({ health: "healthy" });
});

test("a restart goes on with a probe, not with all that waits", async () => {
  receiver.answer = () => ({ status: 500 });
  const data = tocsin.dataDir;
  const sick = await api.createChannel({
    url: `${receiver.url}/still-sick`,
    retry_schedule: [600],
    max_in_flight: 1,
  });
  await api.post(Array.from({ length: 12 }, (_, index) => ({ alert_title: `Alert ${index}` })));
  await until("failing", async () => (await channelNow(sick.id)).health === "failing");
  const attempts = () => receiver.requests.filter(({ path }) => path === "/still-sick").length;
  const before = attempts();
  expect(await tocsin.stop()).toBe(0);

  await using again = await startTocsin({ dataDir: data });
  await receiver.waitFor((all) => all.filter(({ path }) => path === "/still-sick").length > before);
  const pending = await connect(again).deliveries({ channel_id: sick.id, state: "pending" });
  expect(pending.filter(({ attempts_made }) => attempts_made === 0).length).toBeGreaterThanOrEqual(
    12 - 5 - 2,
  );
});
