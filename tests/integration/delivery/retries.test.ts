import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type DeliveryDetail } from "../../support/api.ts";
import { type Answer, type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
/** What the receiver answers at each path, first to last; the last answer stays. */
const script = new Map<string, Answer[]>();

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  receiver.answer = ({ path }) => {
    const answers = script.get(path) ?? [];
    return (answers.length > 1 ? answers.shift() : answers[0]) ?? { status: 200 };
  };
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

let paths = 0;

/** A channel of its own whose receiver answers so, and an alert that only it is sent. */
async function alertTo(answers: Answer[], schedule: number[]) {
  const path = `/${++paths}`;
  script.set(path, answers);
  const channel = await api.createChannel({ url: receiver.url + path, retry_schedule: schedule });
  const { results } = await api.post({ alert_title: "A" });
  const eventId = results[0]?.event_id ?? "";
  const waitFor = (state: DeliveryDetail["state"], attempts = 0) =>
    api.waitForDelivery(eventId, state, { channelId: channel.id, attempts });
  const received = () => receiver.requests.filter((request) => request.path === path);
  // The other tests' alerts are none of this channel's business.
  const done = () => api.request("DELETE", `/api/v1/channels/${channel.id}`);
  return { channel, eventId, waitFor, received, done, path };
}

const waitOf = ({ next_attempt_at, attempts }: DeliveryDetail): number =>
  Date.parse(next_attempt_at ?? "") - Date.parse(attempts.at(-1)?.started_at ?? "");

describe("worth another attempt", () => {
  test.each<[string, Answer, string]>([
    ["500", { status: 500 }, "http_status"],
    ["503", { status: 503 }, "http_status"],
    ["408", { status: 408 }, "http_status"],
    ["425", { status: 425 }, "http_status"],
    ["429", { status: 429 }, "http_status"],
    ["a connection that is cut", "reset", "connection_closed"],
  ])("%s", async (_, answer, outcome) => {
    const { waitFor, received, done, eventId } = await alertTo([answer, { status: 204 }], [1]);
    const delivery = await waitFor("delivered");
    expect(delivery.attempts.map((one) => one.outcome)).toEqual([outcome, "delivered"]);
    expect(received().map(({ headers }) => headers["webhook-id"])).toEqual([eventId, eventId]);
    await done();
  });

  test("until the schedule is used up", async () => {
    const { waitFor, received, done } = await alertTo([{ status: 500 }], [1, 1]);
    const delivery = await waitFor("failed");
    expect(delivery).toMatchObject({ reason: "retries_exhausted", attempts_made: 3, next_attempt_at: null });
    expect(received()).toHaveLength(3);
    await done();
  });

  test("but not without a schedule", async () => {
    const { waitFor, done } = await alertTo([{ status: 500 }], []);
    expect(await waitFor("failed")).toMatchObject({ reason: "retries_exhausted", attempts_made: 1 });
    await done();
  });
});

describe("when the next attempt is", () => {
  test("the schedule's delay, within 20 %", async () => {
    const { waitFor, done } = await alertTo([{ status: 500 }], [1_000]);
    const wait = waitOf(await waitFor("pending", 1));
    expect(wait).toBeGreaterThanOrEqual(800_000);
    expect(wait).toBeLessThan(1_205_000);
    await done();
  });

  test.each<[string, () => string, number]>([
    ["in seconds", () => "300", 300_000],
    ["as a date", () => new Date(Date.now() + 300_000).toUTCString(), 298_000],
    ["of a week: a day", () => "604800", 86_400_000],
  ])("not before Retry-After %s", async (_, retryAfter, atLeast) => {
    const answer = { status: 503, headers: { "retry-after": retryAfter() } };
    const { waitFor, done } = await alertTo([answer], [1]);
    const wait = waitOf(await waitFor("pending", 1));
    expect(wait).toBeGreaterThanOrEqual(atLeast);
    expect(wait).toBeLessThan(atLeast + 60_000);
    await done();
  });

  test("a shorter Retry-After does not shorten the schedule", async () => {
    const { waitFor, done } = await alertTo([{ status: 503, headers: { "retry-after": "1" } }], [1_000]);
    expect(waitOf(await waitFor("pending", 1))).toBeGreaterThanOrEqual(800_000);
    await done();
  });
});

describe("final", () => {
  test.each([400, 401, 404, 422])("%i", async (status) => {
    const { waitFor, received, done } = await alertTo([{ status, body: "no" }], [1, 1]);
    const delivery = await waitFor("failed");
    expect(delivery).toMatchObject({ reason: "final_status", attempts_made: 1, next_attempt_at: null });
    expect(delivery.attempts).toMatchObject([{ outcome: "http_status", status, response: { body: "no" } }]);
    expect(received()).toHaveLength(1);
    await done();
  });

  test.each([301, 302, 307, 308])("%i, which is not followed", async (status) => {
    const location = `${receiver.url}/moved-${status}`;
    const { waitFor, done } = await alertTo([{ status, headers: { location } }], [1, 1]);
    expect(await waitFor("failed")).toMatchObject({ reason: "final_status", attempts_made: 1 });
    expect(receiver.requests.some(({ path }) => path === `/moved-${status}`)).toBe(false);
    await done();
  });
});

test("Tocsin's own address is never sent to: a channel can't be given it", async () => {
  const body = { name: "Loop", url: `${tocsin.url}/api/v1/alerts` };
  const answer = await api.request("POST", "/api/v1/channels", { body });
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ issues: [{ path: "url" }] });
});

describe("410 Gone", () => {
  test("ends the delivery and disables the channel, visibly", async () => {
    const { channel, waitFor, done } = await alertTo([{ status: 410 }], [1, 1]);
    expect(await waitFor("failed")).toMatchObject({ reason: "gone", attempts_made: 1 });
    const { body } = await api.get(`/api/v1/channels/${channel.id}`);
    expect(body).toMatchObject({
      enabled: false,
      disabled_reason: "The receiver answered 410 Gone: it wants no more deliveries.",
      version: channel.version + 1,
    });
    const { results } = await api.post({ alert_id: "after gone", alert_title: "B" });
    const { events } = await api.alert("after gone");
    expect(events[0]).toMatchObject({ event_id: results[0]?.event_id });
    expect(events[0]?.routing.find(({ channel_id }) => channel_id === channel.id)).toMatchObject({
      delivery_id: null,
      reason: "channel_disabled",
    });
    await done();
  });

  test("once enabled again, the reason is gone and it is sent to", async () => {
    const { channel, waitFor, path, done } = await alertTo([{ status: 410 }], [1]);
    await waitFor("failed");
    script.set(path, [{ status: 200 }]);
    expect(await api.updateChannel(channel.id, { enabled: true })).toMatchObject({
      enabled: true,
      health: "healthy",
      disabled_reason: null,
    });
    const { results } = await api.post({ alert_title: "B" });
    await api.waitForDelivery(results[0]?.event_id ?? "", "delivered", { channelId: channel.id });
    await done();
  });
});
