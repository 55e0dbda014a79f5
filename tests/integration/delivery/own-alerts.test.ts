import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Alert, type Api, type Channel, connect, type Rule } from "../../support/api.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { followed } from "../../support/own-states.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { setClock, shiftedClock } from "../../support/shifted-clock.ts";
import { until } from "../../support/until.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let folder: Folder;
let clock: string;
let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
/** How far the server's clock is ahead of ours, ms. */
let ahead = 0;
let answers: Record<string, number> = {};

const start = () => startTocsin({ dataDir: join(folder.path, "data"), env: shiftedClock(clock) });

beforeAll(async () => {
  folder = temporaryFolder();
  clock = join(folder.path, "clock");
  [tocsin, receiver] = await Promise.all([start(), startReceiver()]);
  receiver.answer = ({ path }) => ({ status: answers[path] ?? 200 });
  api = connect(tocsin);
});

afterAll(async () => {
  await Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]);
  folder[Symbol.dispose]();
});

function passTime(ms: number): void {
  ahead += ms;
  setClock(clock, Date.now() + ahead);
}

async function restartAfterKill(): Promise<void> {
  await tocsin.kill();
  tocsin = await start();
  api = connect(tocsin);
}

const channelNow = async (id: string): Promise<Channel> =>
  (await api.get<Channel>(`/api/v1/channels/${id}`)).body;

const postMany = (count: number) =>
  api.post(Array.from({ length: count }, (_, index) => ({ alert_title: `Alert ${index}` })));

const ownAlert = (id: string, status: Alert["status"]) =>
  until(`${id} is ${status}`, async () => {
    const { body } = await api.get<Alert>(`/api/v1/alerts/${encodeURIComponent(id)}`);
    return body.status === status && body;
  });

async function resolveByJob(id: string): Promise<{ done: number; failed: number }> {
  const { as_of } = (await api.get<{ as_of: string }>("/api/v1/alerts?limit=1")).body;
  const body = { alert_ids: [id], as_of, status: "Resolved" };
  const { job_id } = (await api.request<{ job_id: string }>("POST", "/api/v1/alerts/status", { body })).body;
  return until("the job to end", async () => {
    const job = (await api.get<{ state: string; done: number; failed: number }>(`/api/v1/jobs/${job_id}`))
      .body;
    return job.state === "done" && job;
  });
}

const sentTo = (path: string) =>
  receiver.requests
    .filter((request) => request.path === path)
    .map(({ rawBody }) => JSON.parse(rawBody.toString()) as { alert_id: string; status: string });

const ofOwn = <T extends { alert_id: string }>(sent: T[]): T[] =>
  sent.filter(({ alert_id }) => alert_id.startsWith("tocsin:"));

test("a failing channel is told once through the others, over kills amid its minute and after; it resolves when it works", async () => {
  answers = { "/sick": 503 };
  const sick = await api.createChannel({ url: `${receiver.url}/sick`, retry_schedule: [600] });
  const well = await api.createChannel({ url: `${receiver.url}/well` });
  const rules = (await api.get<{ data: Rule[] }>("/api/v1/rules")).body.data;
  const itself = rules.find(({ name }) => name === "Tocsin itself");
  expect(itself).toMatchObject({ enabled: true, channels: "all" });
  await postMany(5);
  await until("failing", async () => (await channelNow(sick.id)).health === "failing");
  await followed(tocsin.dataDir, "channel-failing", sick.id, 1);

  await restartAfterKill();
  passTime(MINUTE + 1_000);
  const id = `tocsin:channel-failing:${sick.id}`;
  const opened = await ownAlert(id, "Open");
  expect(opened).toMatchObject({ category: "Tocsin", source_name: "tocsin", occurrences: 1 });
  expect(opened.events[0]?.routing).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ channel_id: sick.id, delivery_id: null, reason: "own_channel" }),
      expect.objectContaining({ channel_id: well.id, reason: null }),
    ]),
  );
  await until("the other channel has it", async () => ofOwn(sentTo("/well")).length > 0);
  expect(ofOwn(sentTo("/well"))[0]).toMatchObject({ alert_id: id, status: "Open", rule_id: itself?.id });

  const resolve = { body: { status: "Resolved" } };
  const refused = await api.request("POST", `/api/v1/alerts/${encodeURIComponent(id)}/status`, resolve);
  expect(refused).toMatchObject({ status: 422, body: { issues: [{ path: "status" }] } });
  expect(await resolveByJob(id)).toMatchObject({ done: 0, failed: 1 });

  await restartAfterKill();
  answers = {};
  await postMany(1);
  await until("healthy", async () => (await channelNow(sick.id)).health === "healthy");
  await followed(tocsin.dataDir, "channel-failing", sick.id, 0);
  passTime(5 * MINUTE + 1_000);
  const resolved = await ownAlert(id, "Resolved");
  expect(resolved.events.map(({ status }) => status)).toEqual(["Resolved", "Open"]);
  await until("the other channel has the end", async () => ofOwn(sentTo("/well")).length > 1);
  expect(ofOwn(sentTo("/well")).map(({ status }) => status)).toEqual(["Open", "Resolved"]);
  expect(ofOwn(sentTo("/sick"))).toEqual([]);
});

test("a channel that only failed for five days is disabled and told of, unless it says otherwise", async () => {
  answers = { "/dead": 404, "/kept": 404 };
  const dead = await api.createChannel({ url: `${receiver.url}/dead` });
  const kept = await api.createChannel({ url: `${receiver.url}/kept`, auto_disable: false });
  expect([dead.auto_disable, kept.auto_disable]).toEqual([true, false]);
  await postMany(20);
  for (const { id } of [dead, kept])
    await until("all failed", async () => {
      const failed = await api.deliveries({ channel_id: id, state: "failed" });
      return failed.length >= 20;
    });

  passTime(5 * DAY);
  const disabled = await until("disabled", async () => {
    const channel = await channelNow(dead.id);
    return channel.health === "disabled" && channel;
  });
  expect(disabled).toMatchObject({
    enabled: false,
    disabled_reason: expect.stringMatching(/^Every attempt of the last 5 days failed\. The last one: .*404/),
  });
  expect(await channelNow(kept.id)).toMatchObject({ enabled: true, health: "refusing" });
  await followed(tocsin.dataDir, "channel-disabled", dead.id, 1);
  passTime(6 * MINUTE);
  await ownAlert(`tocsin:channel-disabled:${dead.id}`, "Open");

  await api.updateChannel(dead.id, { enabled: true });
  await postMany(1);
  await until("refused again", async () => (await channelNow(dead.id)).enabled);
  await followed(tocsin.dataDir, "channel-disabled", dead.id, 0);
  expect((await channelNow(dead.id)).enabled).toBe(true);
});
