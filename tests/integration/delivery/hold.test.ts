import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, type Channel, connect, type DeliveryDetail } from "../../support/api.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

const at = (path: string) => receiver.requests.filter((request) => request.path === path);
const manyAlerts = Array.from({ length: 20 }, (_, index) => ({ alert_title: `Alert ${index}` }));

/** A channel whose first request was answered 429 with this Retry-After, and all that follow 200. */
async function heldChannel(
  path: string,
  retryAfter: string,
): Promise<{ channel: Channel; first: DeliveryDetail }> {
  receiver.answer = (request) =>
    request.path !== path || at(path).length > 1
      ? { status: 200 }
      : { status: 429, headers: { "retry-after": retryAfter } };
  const channel = await api.createChannel({ url: receiver.url + path });
  const { results } = await api.post({ alert_title: "The first" });
  const eventId = results[0]?.event_id ?? "";
  const first = await api.waitForDelivery(eventId, "pending", { channelId: channel.id, attempts: 1 });
  return { channel, first };
}

const remove = ({ id }: Channel) => api.request("DELETE", `/api/v1/channels/${id}`);

test("one 429 with Retry-After holds the whole channel; then all are delivered, with one attempt each", async () => {
  const { channel, first } = await heldChannel("/held", "3");
  const { results } = await api.post(manyAlerts);
  const waiting = await api.deliveries({ channel_id: channel.id, state: "pending" });
  expect(waiting).toHaveLength(21);
  const heldUntil = Math.min(...waiting.map(({ next_attempt_at }) => Date.parse(next_attempt_at ?? "")));
  expect(heldUntil).toBeGreaterThan((at("/held")[0]?.at ?? Number.NaN) + 2_900);

  for (const { event_id } of results) {
    const delivery = await api.waitForDelivery(event_id, "delivered", { channelId: channel.id });
    expect(delivery.attempts_made).toBe(1);
  }
  expect(await api.waitForDelivery(first.event_id, "delivered", { channelId: channel.id })).toMatchObject({
    attempts_made: 2,
  });
  const [asked, ...rest] = at("/held");
  expect(rest).toHaveLength(21);
  for (const one of rest) expect(one.at - (asked?.at ?? Number.NaN)).toBeGreaterThanOrEqual(2_990);
  await remove(channel);
});

test("a hold survives a restart and a rename, a Test passes it, and another destination ends it", async () => {
  const { channel, first } = await heldChannel("/long", "3600");
  const inFiveMinutes = Date.now() + 5 * 60_000;
  expect(await tocsin.stop()).toBe(0);
  const { dataDir } = tocsin;
  tocsin = await startTocsin({ dataDir });
  api = connect(tocsin);
  const { results } = await api.post({ alert_title: "The second" });
  const second = { eventId: results[0]?.event_id ?? "", channelId: channel.id };
  await api.updateChannel(channel.id, { name: "Renamed while held" });

  const held = await api.waitForDelivery(second.eventId, "pending", second);
  expect(held).toMatchObject({ attempts_made: 0, attempts: [] });
  expect(Date.parse(held.next_attempt_at ?? "")).toBeLessThanOrEqual(inFiveMinutes);
  expect(Date.parse(held.next_attempt_at ?? "")).toBeGreaterThan(inFiveMinutes - 60_000);
  // Another channel is heard from meanwhile: what was to be sent at the start has been.
  const other = await api.createChannel({ url: `${receiver.url}/other` });
  await api.post({ alert_title: "The third" });
  await receiver.waitFor(() => at("/other").length > 0);
  expect(at("/long")).toHaveLength(1);

  const test = await api.request("POST", `/api/v1/channels/${channel.id}/test`, { body: {} });
  expect(test.body).toMatchObject({ failure: null, response: { status: 200 } });
  expect(at("/long")).toHaveLength(2);

  await api.updateChannel(channel.id, { url: `${receiver.url}/elsewhere` });
  expect(await api.waitForDelivery(second.eventId, "delivered", second)).toMatchObject({ attempts_made: 1 });
  // The one that got the Retry-After still waits for all of it.
  const own = await api.delivery(first.id);
  expect(own.state).toBe("pending");
  expect(Date.parse(own.next_attempt_at ?? "")).toBeGreaterThan(inFiveMinutes);
  await Promise.all([remove(channel), remove(other)]);
});

test("the success of a request that was in flight ends a hold", async () => {
  let answerSlow = () => {};
  const slow = new Promise<void>((resolve) => {
    answerSlow = resolve;
  });
  receiver.answer = ({ rawBody }) =>
    rawBody.includes("Slow")
      ? slow.then(() => ({ status: 200 }))
      : { status: rawBody.includes("Refused") ? 503 : 200, headers: { "retry-after": "3600" } };
  const channel = await api.createChannel({ url: `${receiver.url}/in-flight` });
  await api.post({ alert_title: "Slow" });
  await receiver.waitFor(() => at("/in-flight").length === 1);
  const refused = (await api.post({ alert_title: "Refused" })).results[0]?.event_id ?? "";
  const channelId = channel.id;
  await api.waitForDelivery(refused, "pending", { channelId, attempts: 1 });
  const waiting = (await api.post({ alert_title: "Waiting" })).results[0]?.event_id ?? "";
  expect(await api.waitForDelivery(waiting, "pending", { channelId })).toMatchObject({ attempts_made: 0 });
  answerSlow();
  expect(await api.waitForDelivery(waiting, "delivered", { channelId })).toMatchObject({ attempts_made: 1 });
  await remove(channel);
});
