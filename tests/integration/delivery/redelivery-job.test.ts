import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, type Channel, connect, type Delivery, type Problem } from "../../support/api.ts";
import { inDatabase, seqsById } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { type ReceivedRequest, type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

type Started = { job_id: string; matched: number };
type Job = { kind: string; state: string; done: number; failed: number; newer: number; total: number };

const redeliver = (api: Api, body: object) =>
  api.request<Started & Problem>("POST", "/api/v1/deliveries/redeliver", { body });
const job = async (api: Api, id: string) => (await api.get<Job>(`/api/v1/jobs/${id}`)).body;
const ended = (api: Api, id: string) =>
  until("the end of the job", async () => {
    const now = await job(api, id);
    return now.state === "running" ? undefined : now;
  });

const alertOf = ({ rawBody }: ReceivedRequest): string => JSON.parse(String(rawBody)).alert_id;
const eventOf = ({ headers }: ReceivedRequest): string => String(headers["webhook-id"]);

/** Answers requests when told, and knows how many are open. */
class Gate {
  readonly #open: (() => void)[] = [];
  most = 0;

  answer = (status: number) => {
    const { promise, resolve } = Promise.withResolvers<{ status: number }>();
    this.#open.push(() => resolve({ status }));
    this.most = Math.max(this.most, this.#open.length);
    return promise;
  };

  get open(): number {
    return this.#open.length;
  }

  endOne = () => this.#open.shift()?.();

  endAll(): void {
    while (this.#open.length > 0) this.endOne();
  }
}

/** Posts `count` alerts, once each, and waits until all have failed at the channel. */
async function failing(api: Api, receiver: Receiver, count: number, prefix: string): Promise<Delivery[]> {
  const before = receiver.answer;
  receiver.answer = () => ({ status: 404 });
  const alerts = Array.from({ length: count }, (_, n) => ({
    alert_id: `${prefix}-${n}`,
    alert_title: prefix,
  }));
  await api.post(alerts);
  const failed = await until(`${count} failures`, async () => {
    const all = await api.deliveries({ state: "failed", limit: "100" });
    const own = all.filter(({ alert_id }) => alert_id.startsWith(`${prefix}-`));
    return own.length === count ? own : undefined;
  });
  receiver.answer = before;
  return failed;
}

describe("a job that sends failed deliveries again", () => {
  let tocsin: Tocsin;
  let receiver: Receiver;
  let api: Api;
  let channel: Channel;

  beforeAll(async () => {
    [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
    api = connect(tocsin);
  });

  afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

  /** A channel of its own for each test; those of earlier tests are deleted. */
  async function ownChannel(max_in_flight = 4): Promise<Channel> {
    if (channel !== undefined) await api.request("DELETE", `/api/v1/channels/${channel.id}`);
    channel = await api.createChannel({ url: receiver.url, max_in_flight, retry_schedule: [] });
    return channel;
  }

  test("sends each that had failed before, and no other, and counts what failed again", async () => {
    const { id } = await ownChannel();
    await failing(api, receiver, 3, "again");
    receiver.answer = (request) => ({ status: alertOf(request) === "again-1" ? 404 : 200 });
    const sentBefore = receiver.requests.length;
    const answer = await redeliver(api, { channel_id: id, state: "failed" });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({ job_id: expect.stringMatching(/^job_/), matched: 3 });
    expect(await ended(api, answer.body.job_id)).toMatchObject({
      ...{ kind: "redeliver", state: "done", done: 2, failed: 1, newer: 0, total: 3 },
    });
    expect(receiver.requests.slice(sentBefore).map(alertOf).toSorted()).toEqual([
      ...["again-0", "again-1", "again-2"],
    ]);
    const [left, ...more] = await api.deliveries({ channel_id: id, state: "failed" });
    expect([left?.alert_id, left?.attempts_made, more]).toEqual(["again-1", 2, []]);
  });

  test("uses half of a channel's slots, and a new delivery goes before what it has queued", async () => {
    const { id } = await ownChannel(4);
    await failing(api, receiver, 12, "half");
    const gate = new Gate();
    receiver.answer = () => gate.answer(200);
    const sentBefore = receiver.requests.length;
    const { job_id } = (await redeliver(api, { channel_id: id, state: "failed" })).body;
    await receiver.waitFor(sentBefore + 2);
    await api.post([
      { alert_id: "new-1", alert_title: "New" },
      { alert_id: "new-2", alert_title: "New" },
    ]);
    await receiver.waitFor(sentBefore + 4);
    expect(
      receiver.requests
        .slice(sentBefore + 2)
        .map(alertOf)
        .toSorted(),
    ).toEqual(["new-1", "new-2"]);
    await api.post({ alert_id: "new-3", alert_title: "New" });
    gate.endOne();
    await receiver.waitFor(sentBefore + 5);
    expect(receiver.requests.slice(sentBefore + 4).map(alertOf)).toEqual(["new-3"]);
    receiver.answer = () => ({ status: 200 });
    gate.endAll();
    expect(await ended(api, job_id)).toMatchObject({ state: "done", done: 12 });
    expect(gate.most).toBe(4);
  });

  test("waits for an earlier one at the same channel, which it finds nothing left to do at", async () => {
    const { id } = await ownChannel(2);
    await failing(api, receiver, 3, "both");
    const gate = new Gate();
    receiver.answer = () => gate.answer(200);
    const sentBefore = receiver.requests.length;
    const first = (await redeliver(api, { state: "failed" })).body;
    const second = (await redeliver(api, { channel_id: id, state: "failed" })).body;
    await receiver.waitFor(sentBefore + 1);
    expect(second.matched).toBe(3);
    receiver.answer = () => ({ status: 200 });
    gate.endAll();
    expect(await ended(api, first.job_id)).toMatchObject({ done: 3, newer: 0 });
    expect(await ended(api, second.job_id)).toMatchObject({ done: 0, newer: 3 });
    expect(receiver.requests.slice(sentBefore)).toHaveLength(3);
  });

  test("can be stopped: what it has not queued stays failed", async () => {
    const { id } = await ownChannel(2);
    await failing(api, receiver, 20, "stop");
    const gate = new Gate();
    receiver.answer = () => gate.answer(200);
    const sentBefore = receiver.requests.length;
    const { job_id } = (await redeliver(api, { channel_id: id, state: "failed" })).body;
    await receiver.waitFor(sentBefore + 1);
    const stopped = await api.request<Job>("POST", `/api/v1/jobs/${job_id}/stop`);
    expect(stopped.body).toMatchObject({ state: "stopped", total: 20 });
    receiver.answer = () => ({ status: 200 });
    gate.endAll();
    await until("all that was queued", async () => {
      return (await api.deliveries({ channel_id: id, state: "pending" })).length === 0;
    });
    expect(await api.deliveries({ channel_id: id, state: "failed" })).toHaveLength(20 - 4);
  });

  test("ends where its channel is deleted, and says what it left out", async () => {
    const { id } = await ownChannel(2);
    await failing(api, receiver, 10, "gone");
    const gate = new Gate();
    receiver.answer = () => gate.answer(200);
    const sentBefore = receiver.requests.length;
    const { job_id } = (await redeliver(api, { channel_id: id, state: "failed" })).body;
    await receiver.waitFor(sentBefore + 1);
    await api.request("DELETE", `/api/v1/channels/${id}`);
    gate.endAll();
    expect(await ended(api, job_id)).toMatchObject({ state: "done", done: 0, newer: 10, total: 10 });
    expect(await api.deliveries({ channel_id: id, state: "pending" })).toEqual([]);
  });

  test("ends where its channel is disabled; what it had queued waits there as any other delivery", async () => {
    const { id } = await ownChannel(1);
    await failing(api, receiver, 5, "off");
    const gate = new Gate();
    receiver.answer = () => gate.answer(200);
    const sentBefore = receiver.requests.length;
    const { job_id } = (await redeliver(api, { channel_id: id, state: "failed" })).body;
    await receiver.waitFor(sentBefore + 1);
    await api.updateChannel(id, { enabled: false });
    expect(await ended(api, job_id)).toMatchObject({ state: "done", done: 0, newer: 5 });
    gate.endAll();
    receiver.answer = () => ({ status: 200 });
    await api.updateChannel(id, { enabled: true });
    // At most four are queued for the one slot; the fifth was left as it was.
    await receiver.waitFor(sentBefore + 4);
    expect(await api.deliveries({ channel_id: id, state: "failed" })).toHaveLength(1);
  });

  test("on nothing has ended at once; named deliveries are sent whatever became of them", async () => {
    const { id } = await ownChannel();
    const nothing = (await redeliver(api, { channel_id: id, state: "failed" })).body;
    expect(nothing.matched).toBe(0);
    expect(await job(api, nothing.job_id)).toMatchObject({ state: "done", done: 0, total: 0 });
    receiver.answer = () => ({ status: 200 });
    const { results } = await api.post({ alert_id: "named", alert_title: "Named" });
    const delivery = await api.waitForDelivery(results[0]?.event_id ?? "", "delivered");
    const named = (await redeliver(api, { delivery_ids: [delivery.id] })).body;
    expect(await ended(api, named.job_id)).toMatchObject({ done: 1, total: 1 });
    expect((await api.delivery(delivery.id)).attempts_made).toBe(2);
  });

  test("takes a range of time", async () => {
    const { id } = await ownChannel();
    const [one] = await failing(api, receiver, 1, "range");
    const body = { channel_id: id, state: "failed" };
    const at = one?.created_at ?? "";
    expect((await redeliver(api, { ...body, until: at })).body.matched).toBe(0);
    expect((await redeliver(api, { ...body, since: at })).body.matched).toBe(1);
  });

  test.each<[object, number, string]>([
    [{}, 422, "Say which deliveries: send state failed, or delivery_ids."],
    [{ state: "pending" }, 422, "Only failed deliveries are sent again together."],
    [{ state: "failed", since: "yesterday" }, 422, "since must be an RFC 3339 time with an offset"],
    [
      { state: "failed", since: "2026-01-02T00:00:00Z", until: "2026-01-01T00:00:00Z" },
      422,
      "until must be after since.",
    ],
    [{ state: "failed", channel_id: "chn_none" }, 422, "There is no such channel: it may have been deleted."],
    [{ delivery_ids: ["dlv_none"] }, 422, "There is no such delivery: leave it out."],
    [{ delivery_ids: ["dlv_none"], state: "failed" }, 422, "Send delivery_ids alone"],
    [{ state: "failed", chanel: "x" }, 422, '"chanel" is not a known field'],
  ])("refuses %j", async (body, status, detail) => {
    const answer = await redeliver(api, body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringContaining(detail)]);
  });

  test("refuses a disabled channel", async () => {
    const { id, name } = await ownChannel();
    await api.updateChannel(id, { enabled: false });
    const { status, body } = await redeliver(api, { channel_id: id, state: "failed" });
    expect([status, body.detail]).toEqual([409, `The channel "${name}" is disabled: enable it first.`]);
  });
});

const ALERTS = 60;

const deliveredIn = (dataDir: string): Set<string> =>
  inDatabase(dataDir, (sqlite) => {
    const delivered = "seq IN (SELECT event_seq FROM deliveries WHERE state = 'delivered')";
    return new Set(seqsById(sqlite, "evt", delivered).keys());
  });

test("killed twice, it sends each alert's events in their order, and again only what is not on disk", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver({ answer: () => ({ status: 404 }) });
  let tocsin = await startTocsin({ dataDir: folder.path });
  const { key, ...first } = connect(tocsin);
  const { id } = await first.createChannel({ url: receiver.url, max_in_flight: 4 });
  const alerts = Array.from({ length: ALERTS }, (_, n) => ({ alert_id: `a${n}`, alert_title: "A" }));
  const posted: { alert_id: string; event_id: string }[] = [];
  for (let round = 0; round < 3; round++) posted.push(...(await first.post(alerts)).results);
  await receiver.waitFor(posted.length);
  await until("all failures", async () => {
    return (await first.deliveries({ channel_id: id, state: "pending" })).length === 0;
  });

  receiver.answer = async () => new Promise((resolve) => setTimeout(resolve, 10, { status: 200 }));
  const { job_id, matched } = (await redeliver({ key, ...first }, { state: "failed" })).body;
  expect(matched).toBe(posted.length);
  const onDisk: { events: Set<string>; received: number }[] = [];
  for (const share of [1 / 3, 2 / 3]) {
    await receiver.waitFor(Math.round(posted.length * (1 + share)));
    await tocsin.kill();
    onDisk.push({ events: deliveredIn(folder.path), received: receiver.requests.length });
    tocsin = await startTocsin({ dataDir: folder.path });
  }
  await using last = tocsin;
  const api = apiOf(last.url, key);
  const total = posted.length;
  expect(await ended(api, job_id)).toMatchObject({ state: "done", done: total, failed: 0, newer: 0, total });

  const sent = receiver.requests.slice(total);
  expect(new Set(sent.map(eventOf)).size).toBe(total);
  for (const { events, received } of onDisk) {
    expect(events.size).toBeGreaterThan(0);
    const later = receiver.requests.slice(received).map(eventOf);
    expect(later.filter((event) => events.has(event))).toEqual([]);
  }
  for (const [alert, events] of Map.groupBy(posted, ({ alert_id }) => alert_id)) {
    const order = [...new Set(sent.filter((one) => alertOf(one) === alert).map(eventOf))];
    expect(order).toEqual(events.map(({ event_id }) => event_id));
  }
}, 60_000);
