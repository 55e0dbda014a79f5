import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Api, type Channel, connect } from "../../support/api.ts";
import { type ReceivedRequest, type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let receiver: Receiver;
let api: Api;
let channel: Channel;

beforeAll(async () => {
  [tocsin, receiver] = await Promise.all([startTocsin(), startReceiver()]);
  api = connect(tocsin);
  channel = await api.createChannel({ url: receiver.url, retry_schedule: [1] });
});

afterEach(() => {
  receiver.answer = () => ({ status: 200 });
});

afterAll(() => Promise.all([tocsin[Symbol.asyncDispose](), receiver.stop()]));

/** Posts events and gives their ids. */
async function post(...alerts: object[]): Promise<[string, string, string]> {
  const { results } = await api.post(alerts);
  const ids = results.map(({ event_id }) => event_id);
  return [ids[0] ?? "", ids[1] ?? "", ids[2] ?? ""];
}

/** Fails the event's first attempt so, and takes all else. */
function failFirst(status: number): void {
  let failed: string | undefined;
  receiver.answer = ({ headers }) => {
    failed ??= String(headers["webhook-id"]);
    return { status: headers["webhook-id"] === failed && attemptsOf(failed) === 1 ? status : 200 };
  };
}

const eventOf = ({ headers }: ReceivedRequest): string => String(headers["webhook-id"]);
const attemptsOf = (eventId: string): number =>
  receiver.requests.filter((one) => eventOf(one) === eventId).length;

/** The order in which requests for these events came, once all are delivered. */
async function arrivalsOf(...events: string[]): Promise<string[]> {
  await Promise.all(events.map((event) => api.waitForDelivery(event, "delivered")));
  return receiver.requests.map(eventOf).filter((event) => events.includes(event));
}

test("an alert's next event waits until the one before is delivered; other alerts don't", async () => {
  failFirst(500);
  const [first, second, other] = await post(
    { alert_id: "a", alert_title: "A" },
    { alert_id: "a", status: "Resolved" },
    { alert_id: "b", alert_title: "B" },
  );
  expect(await arrivalsOf(first, second, other)).toEqual([first, other, first, second]);
});

test("or until it is given up", async () => {
  failFirst(404);
  const [first, second] = await post({ alert_id: "c", alert_title: "C" }, { alert_id: "c" });
  expect(await arrivalsOf(second)).toEqual([second]);
  expect(await api.waitForDelivery(first, "failed")).toMatchObject({ reason: "final_status" });
  const order = receiver.requests.map(eventOf);
  expect(order.indexOf(first)).toBeLessThan(order.indexOf(second));
});

test("many events of one alert arrive in the order of receipt", async () => {
  const posts = await Promise.all(
    Array.from({ length: 10 }, (_, index) => api.post({ alert_id: "d", alert_title: `D ${index}` })),
  );
  const last = posts.map(({ results }) => results[0]?.event_id ?? "");
  await Promise.all(last.map((event) => api.waitForDelivery(event, "delivered")));
  const { events } = await api.alert("d");
  const received = receiver.requests.map(eventOf).filter((event) => last.includes(event));
  expect(received).toEqual(events.map(({ event_id }) => event_id).reverse());
});

test("a redelivery queues behind what waits", async () => {
  const [old] = await post({ alert_id: "e", alert_title: "E" });
  const delivered = await api.waitForDelivery(old, "delivered");
  failFirst(500);
  const [first, second] = await post({ alert_id: "e" }, { alert_id: "e" });
  await receiver.waitFor((all) => all.some((one) => eventOf(one) === first));
  expect((await api.request("POST", `/api/v1/deliveries/${delivered.id}/redeliver`)).status).toBe(202);
  await api.waitForDelivery(old, "delivered", { attempts: 2 });
  const arrivals = (await arrivalsOf(old, first, second)).slice(1);
  expect(arrivals).toEqual([first, first, second, old]);
});

test("one alert that waits holds up only its own line of a channel", async () => {
  const other = await api.createChannel({ url: `${receiver.url}/other`, retry_schedule: [600] });
  receiver.answer = ({ path }) => ({ status: path === "/other" ? 500 : 200 });
  const [first, second] = await post({ alert_id: "f", alert_title: "F" }, { alert_id: "f" });
  await api.waitForDelivery(second, "delivered", { channelId: channel.id });
  await api.waitForDelivery(first, "pending", { channelId: other.id, attempts: 1 });
  expect(await api.waitForDelivery(second, "pending", { channelId: other.id })).toMatchObject({
    attempts_made: 0,
    next_attempt_at: null,
  });
  await api.request("DELETE", `/api/v1/channels/${other.id}`);
});
