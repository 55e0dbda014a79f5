import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openReader } from "#db/client.ts";
import { findDelivery } from "#db/queries/deliveries.ts";
import {
  type Api,
  apiOf,
  type Channel,
  type Delivery,
  type DeliveryDetail,
  type Page,
  type Rule,
} from "../../support/api.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { copyOfFolder, factsOf } from "../../support/former-folders.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { setClock, shiftedClock } from "../../support/shifted-clock.ts";

const then = factsOf("stored-attempts-version");
const stoppedAt = Date.parse(then.madeAt);
/** By now every retry that waited is due, and no idempotency key has run out. */
const LATER_MS = 2 * 3_600_000;

const stack = new AsyncDisposableStack();
let clock: string;
let folder: Folder;
let receiver: Receiver;
let tocsin: Tocsin;
let api: Api;
let ingest: Api;

async function start(at: number): Promise<void> {
  setClock(clock, at);
  tocsin = stack.use(await startTocsin({ dataDir: folder.path, env: shiftedClock(clock) }));
  api = apiOf(tocsin.url, then.keys.manage);
  ingest = apiOf(tocsin.url, then.keys.ingest);
}

beforeAll(async () => {
  clock = join(stack.use(temporaryFolder()).path, "clock");
  folder = stack.use(copyOfFolder("stored-attempts-version"));
  receiver = stack.use(await startReceiver({ port: then.port }));
  await start(stoppedAt);
});

afterAll(() => stack.disposeAsync());

const channelId = (name: string): string => then.channels.find((channel) => channel.name === name)?.id ?? "";
const ofChannel = (name: string) => then.deliveries.filter(({ channel_name }) => channel_name === name);
const oldestFirst = (deliveries: DeliveryDetail[]) => deliveries.toReversed();
const pending = oldestFirst(then.deliveries.filter(({ state }) => state === "pending"));
/** A request for it was in flight at the stop, so the start sends it at once, and then what waits behind it. */
const isInterrupted = ({ channel_name }: Delivery) => channel_name === "Interrupted";
/** What the start itself does not change. */
const resting = then.deliveries.filter((one) => !isInterrupted(one));

async function listed(query: Record<string, string> = {}): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const search = new URLSearchParams({ limit: "10", ...query, ...(cursor !== null && { cursor }) });
    const page: Page<Delivery> = (await api.get<Page<Delivery>>(`/api/v1/deliveries?${search}`)).body;
    ids.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  } while (cursor !== null);
  return ids;
}

const idsOf = (deliveries: { id: string }[]): string[] => deliveries.map(({ id }) => id);

/** What a request says, without the time at which it would be sent now. */
function timeless({ request, attempts, ...delivery }: DeliveryDetail) {
  if (attempts.length > 0) return { ...delivery, request, attempts };
  const { "webhook-timestamp": _, ...headers } = request.headers;
  return { ...delivery, request: { ...request, headers }, attempts };
}

/** What the receiver got for the events of these deliveries since `from`: the `webhook-id` and the body. */
const sentSince = (from: number, deliveries: DeliveryDetail[]) => {
  const eventIds = new Set(deliveries.map(({ event_id }) => event_id));
  return receiver.requests
    .slice(from)
    .map(({ headers, rawBody }) => ({ id: String(headers["webhook-id"]), body: rawBody.toString() }))
    .filter(({ id }) => eventIds.has(id));
};

const asSent = ({ event_id, request }: DeliveryDetail) => ({ id: event_id, body: request.body });

/** The deliveries by alert, each alert's in their order. */
const byAlert = (deliveries: DeliveryDetail[]): DeliveryDetail[][] => [
  ...Map.groupBy(deliveries, ({ alert_id }) => alert_id).values(),
];

/** Waits until each was sent once more than it had been, and checks the record of it, old attempts included. */
async function expectDelivered(deliveries: DeliveryDetail[]): Promise<void> {
  for (const before of deliveries) {
    const attempts = before.attempts_made + 1;
    const options = { channelId: before.channel_id, attempts };
    const now = await api.waitForDelivery(before.event_id, "delivered", options);
    expect(now).toMatchObject({ id: before.id, reason: null, attempts_made: attempts });
    // The version before measured no steps, kept no certificates, and had one body for all attempts.
    const { body } = before.request;
    expect(now.attempts.slice(0, -1)).toEqual(
      before.attempts.map((one) => ({ ...one, timing: null, certificate: null, body })),
    );
    expect(now.attempts.at(-1)).toMatchObject({
      number: attempts,
      outcome: "delivered",
      status: 200,
      timing: { first_byte_ms: expect.any(Number) },
    });
    expect(now.request.body).toBe(before.request.body);
    expect(now.request.headers["webhook-id"]).toBe(before.event_id);
  }
}

describe("right after the start", () => {
  test("what was in flight at the stop is sent, then what waited behind it", async () => {
    const interrupted = oldestFirst(ofChannel("Interrupted"));
    expect(interrupted).toHaveLength(2);
    await expectDelivered(interrupted);
    expect(sentSince(0, interrupted)).toEqual(interrupted.map(asSent));
    expect(receiver.requests).toHaveLength(2);
  });

  test("every delivery is as it was, with its attempts, answers and request", async () => {
    for (const before of resting) {
      const now = await api.delivery(before.id);
      expect(timeless(now)).toMatchObject(timeless(before));
      expect(timeless(now).request).toEqual(timeless(before).request);
    }
  });

  test("so is the request of each attempt, also where the channel was edited or deleted since", async () => {
    const { db, sqlite } = openReader(join(folder.path, "tocsin.db"));
    stack.defer(() => void sqlite.close());
    for (const { id } of resting) {
      const found = await findDelivery(db, id);
      expect(found?.attempts.map(({ request }) => request)).toEqual(then.attemptRequests[id]);
    }
    const urls = ofChannel("Edited").map(({ id }) => then.attemptRequests[id]?.map(({ url }) => url));
    expect(urls.map((of) => of?.map((url) => new URL(url).pathname))).toEqual([
      ["/ok/before", "/ok/after"],
      ["/ok/before"],
    ]);
  });

  test("the lists are in the same order, whole and by channel, alert and state", async () => {
    expect(await listed()).toEqual(idsOf(then.deliveries));
    for (const { id } of then.channels)
      expect(await listed({ channel_id: id })).toEqual(
        idsOf(then.deliveries.filter(({ channel_id }) => channel_id === id)),
      );
    for (const state of ["pending", "failed", "cancelled"])
      expect(await listed({ state })).toEqual(idsOf(resting.filter((one) => one.state === state)));
    for (const { alert_id } of then.alerts) {
      const own = then.deliveries.filter((one) => one.alert_id === alert_id);
      expect((await listed({ alert_id })).toSorted()).toEqual(idsOf(own).toSorted());
    }
  });

  test("so are the alerts, with their events, and where each went or why not", async () => {
    for (const before of then.alerts) expect(await api.alert(before.alert_id)).toMatchObject(before);
    const routing = then.alerts.flatMap(({ events }) => events.flatMap((event) => event.routing));
    expect(new Set(routing.map(({ reason }) => reason))).toEqual(
      new Set([
        null,
        "no_rule_matched",
        "rule_disabled",
        "status_not_selected",
        "status_unchanged",
        "channel_disabled",
        "access_event_not_selected",
      ]),
    );
  });

  test("so are the channels with their health, the rules and the job", async () => {
    const channels = (await api.get<Page<Channel>>("/api/v1/channels?limit=100")).body.data;
    expect(channels).toMatchObject(then.channels);
    const rules = new Map(
      (await api.get<Page<Rule>>("/api/v1/rules?limit=100")).body.data.map((rule) => [rule.id, rule]),
    );
    for (const rule of then.rules) expect(rules.get(rule.id)).toMatchObject(rule);
    for (const job of then.jobs) expect((await api.get(`/api/v1/jobs/${job.id}`)).body).toMatchObject(job);
  });
});

describe("a post", () => {
  test("with a key used before and the same content is a duplicate of the old event", async () => {
    expect(then.posts).toHaveLength(3);
    for (const { headers, body, results } of then.posts)
      expect(await ingest.post(body, headers)).toEqual({
        accepted: 0,
        duplicates: 1,
        results: results.map((one) => ({ ...one, duplicate: true })),
      });
    expect(await listed()).toEqual(idsOf(then.deliveries));
  });

  test("with a key used before and other content is refused", async () => {
    for (const { headers, body } of then.posts) {
      const other = { ...body, alert_title: "Other content" };
      expect((await ingest.request("POST", "/api/v1/alerts", { headers, body: other })).status).toBe(409);
    }
  });

  test("that carries the webhook-id of an old event comes from a channel, and is refused", async () => {
    const eventIds = new Set(then.deliveries.map(({ event_id }) => event_id));
    expect(then.deliveries.filter((one) => one.test)).toHaveLength(2);
    for (const eventId of eventIds) {
      const headers = { "webhook-id": eventId };
      const body = { alert_title: "In a circle" };
      expect((await ingest.request("POST", "/api/v1/alerts", { headers, body })).status).toBe(409);
    }
  });
});

describe("Redeliver", () => {
  const redeliver = (id: string) => api.request("POST", `/api/v1/deliveries/${id}/redeliver`);

  test("sends an old delivery again, by its id, with its webhook-id and the channel's secrets", async () => {
    const again = ["Healthy", "Secrets", "Edited", "Retried"].flatMap((name) =>
      ofChannel(name).filter(({ state, test: isTest }) => state === "delivered" && !isTest),
    );
    for (const { id } of again) expect(await redeliver(id)).toMatchObject({ status: 202, body: { id } });
    await expectDelivered(again);
    const secret = receiver.requests.find(
      ({ path, headers }) =>
        path === `/ok/${then.secrets.urlToken}?x=1` && headers["x-api-key"] === then.secrets.header,
    );
    const credentials = Buffer.from(`tocsin:${then.secrets.basicPassword}`).toString("base64");
    expect(secret?.headers.authorization).toBe(`Basic ${credentials}`);
  });

  test("refuses what waits, what was a Test, and what has nowhere to go", async () => {
    const refused = then.deliveries.filter(
      (one) => one.test || one.channel_name === "Deleted" || (one.state === "pending" && !isInterrupted(one)),
    );
    for (const { id } of refused) expect((await redeliver(id)).status).toBe(409);
  });
});

describe("what waited", () => {
  test("for a disabled channel is sent when it is enabled, each alert's in order", async () => {
    const held = pending.filter(({ channel_name }) => channel_name === "Held");
    expect(held).toHaveLength(4);
    const from = receiver.requests.length;
    await api.updateChannel(channelId("Held"), { enabled: true });
    // The head of one line has failed before: its retry is not due yet.
    const due = held.filter(({ alert_id }) => alert_id === "held-0");
    await expectDelivered(due);
    expect(sentSince(from, held)).toEqual(due.map(asSent));
  });

  test("for its retry is sent once that is due, each alert's in order, and a new event after them", async () => {
    const waiting = pending.filter((one) => !isInterrupted(one) && one.alert_id !== "held-0");
    expect(byAlert(waiting).some((line) => line.length === 4)).toBe(true);
    const { results } = await ingest.post({ alert_id: "waits-1", description: "The fifth in line" });
    const fifth = results[0]?.event_id ?? "";
    const from = receiver.requests.length;
    expect(await tocsin.stop()).toBe(0);
    await start(stoppedAt + LATER_MS);

    await expectDelivered(waiting);
    await api.waitForDelivery(fifth, "delivered", { channelId: channelId("Waits") });
    expect(await listed({ state: "pending" })).toEqual([]);
    for (const line of byAlert(waiting)) expect(sentSince(from, line)).toEqual(line.map(asSent));
    const ids = receiver.requests.slice(from).map(({ headers }) => headers["webhook-id"]);
    const last = byAlert(waiting)
      .find(([head]) => head?.alert_id === "waits-1")
      ?.at(-1);
    expect(ids.indexOf(fifth)).toBeGreaterThan(ids.indexOf(last?.event_id));
    expect(ids).toHaveLength(waiting.length + 1);
  });
});
