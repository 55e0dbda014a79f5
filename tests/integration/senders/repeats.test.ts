import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, connect } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { type Receiver, startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { firing, idOf, over, prometheusOf } from "./posting.ts";

let receiver: Receiver;
let tocsin: Tocsin;
let api: Api;
let post: ReturnType<typeof prometheusOf>;

beforeAll(async () => {
  receiver = await startReceiver();
  tocsin = await startTocsin();
  api = connect(tocsin, ["read", "operate", "manage"]);
  post = prometheusOf(tocsin);
  await api.createChannel({ url: receiver.url });
});

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  await receiver[Symbol.asyncDispose]();
});

const rowOf = (name: string) =>
  inDatabase(
    tocsin.dataDir,
    (sqlite) =>
      sqlite
        .prepare(
          `SELECT status, occurrences, seen_at AS seenAt, ends_at AS endsAt,
             (SELECT count(*) FROM events WHERE events.alert_id = alerts.alert_id) AS events
           FROM alerts WHERE alert_id = ?`,
        )
        .get(idOf(name)) as Record<"status" | "occurrences" | "seenAt" | "endsAt" | "events", unknown>,
  );

test("what says only again what is stored makes no event: it counts, is seen, and moves the end", async () => {
  const alert = firing("Repeated", Date.now() + 600_000);
  const { body: first } = await post([alert]);
  expect(first).toMatchObject({ accepted: 1, duplicates: 0 });
  const [{ event_id: eventId } = { event_id: "" }] = first.results;
  await api.waitForDelivery(eventId, "delivered");
  const moved = Date.now() + 900_000;
  const { body: second } = await post([{ ...alert, endsAt: new Date(moved).toISOString() }]);
  expect(second).toEqual({
    accepted: 0,
    duplicates: 1,
    results: [{ event_id: eventId, alert_id: idOf("Repeated"), duplicate: true }],
  });
  expect(rowOf("Repeated")).toEqual({
    status: "Open",
    occurrences: 2,
    seenAt: expect.any(Number),
    endsAt: moved,
    events: 1,
  });
});

test("another priority or status is an event", async () => {
  const alert = firing("Changing");
  await post([alert]);
  expect((await post([over(alert)])).body).toMatchObject({ accepted: 1 });
  expect(rowOf("Changing")).toMatchObject({ status: "Resolved", endsAt: null, events: 2 });
  expect((await post([over(alert)])).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect((await post([alert])).body).toMatchObject({ accepted: 1 });
  expect(rowOf("Changing")).toMatchObject({ status: "Open", events: 3 });
});

test("an alert that ended by itself is not closed again by its sender's end", async () => {
  const alert = firing("Ended by itself");
  await post([alert]);
  const native = connect(tocsin, ["ingest"]);
  await native.post({ alert_id: idOf("Ended by itself"), status: "Auto-Resolved" });
  expect((await post([over(alert)])).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(rowOf("Ended by itself")).toMatchObject({ status: "Auto-Resolved", endsAt: null, events: 2 });
  expect((await post([alert])).body).toMatchObject({ accepted: 1 });
});

test("firing leaves Acknowledged as it is", async () => {
  const alert = firing("Seen to");
  await post([alert]);
  const path = `/api/v1/alerts/${encodeURIComponent(idOf("Seen to"))}/status`;
  expect((await api.request("POST", path, { body: { status: "Acknowledged" } })).status).toBe(200);
  expect((await post([alert])).body).toMatchObject({ accepted: 0, duplicates: 1 });
  expect(rowOf("Seen to")).toMatchObject({ status: "Acknowledged", endsAt: expect.any(Number), events: 2 });
});

test("one post may say an alert twice, and open and close it", async () => {
  const alert = firing("Twice");
  const { body } = await post([alert, alert, over(alert), over(alert)]);
  expect(body).toMatchObject({ accepted: 2, duplicates: 2 });
  const [first, second, third, fourth] = body.results.map(({ event_id }) => event_id);
  expect([second, fourth]).toEqual([first, third]);
  expect(rowOf("Twice")).toMatchObject({ status: "Resolved", occurrences: 4, events: 2 });
});

test("a source may ask for an event of each", async () => {
  const alert = { labels: { alertname: "Sent" }, status: "firing", startsAt: new Date().toISOString() };
  const body = { version: "4", groupKey: "{}", status: "firing", alerts: [alert] };
  const sender = connect(tocsin, ["ingest"]);
  const send = async () => (await sender.request("POST", "/api/v1/in/alertmanager", { body })).body;
  expect(await send()).toMatchObject({ accepted: 1 });
  expect(await send()).toMatchObject({ accepted: 0, duplicates: 1 });
  const change = { body: { repeats: "send" } };
  expect((await api.request("PATCH", "/api/v1/sources/alertmanager", change)).status).toBe(200);
  expect(await send()).toMatchObject({ accepted: 1, duplicates: 0 });
});

test("the same in Tocsin's own format is an event each time", async () => {
  const native = connect(tocsin, ["ingest"]);
  await native.post({ alert_id: "own", alert_title: "Own" });
  expect(await native.post({ alert_id: "own", alert_title: "Own" })).toMatchObject({ accepted: 1 });
});
