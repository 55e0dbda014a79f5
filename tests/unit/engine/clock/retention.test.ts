import { afterEach, beforeEach, expect, test } from "vitest";
import { insertMute, listLiveMutes } from "#db/queries/mutes.ts";
import type { ChoreParts } from "#lib/engine/clock/chore.ts";
import { removingOld } from "#lib/engine/clock/retention.ts";
import { someMute } from "../../../support/mutes.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-11-25T12:00:00Z");

let queue: QueueDatabase;
let diskIsFull: boolean;
let routingRead: number;
let chore: ChoreParts;
let logged: unknown[];

beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  diskIsFull = false;
  routingRead = 0;
  logged = [];
  chore = removingOld({
    retentionDays: 30,
    routingChanged: () => routingRead++,
    log: { info: (fields) => logged.push(fields), warn: () => {}, error: () => {} },
    transact: async (work) => {
      if (diskIsFull) throw new Error("The disk is full.");
      return queue.transact(NOW, work);
    },
  });
});

afterEach(() => queue[Symbol.dispose]());

/** An event so many days old whose delivery has ended. */
function ended(alertId: string, days: number): void {
  queue.publish(alertId, NOW - days * DAY);
  const eventSeq = "(SELECT max(seq) FROM events)";
  queue.connection.sqlite.exec(`
    UPDATE deliveries SET state = 'delivered', next_attempt_at = NULL
      WHERE event_seq = ${eventSeq};
    INSERT INTO attempts (delivery_seq, number, started_at, duration_ms, outcome, request, message)
      SELECT seq, 1, 0, 1, 'delivered', '{}', '' FROM deliveries
      WHERE event_seq = ${eventSeq};
    INSERT INTO attempt_bodies (delivery_seq, number, body)
      SELECT seq, 1, '{}' FROM deliveries
      WHERE event_seq = ${eventSeq};
    INSERT INTO not_sent (event_seq, channel_id, reason, message)
      VALUES (${eventSeq}, 'b', 'no_rule_matched', '')`);
}

/** Removes all that is too old by now; returns in how many steps. */
async function sweep(): Promise<number> {
  let steps = 1;
  while (await chore.step()) steps++;
  return steps;
}

const left = () => ({
  events: queue.count("events"),
  alerts: queue.count("alerts"),
  deliveries: queue.count("deliveries"),
  attempts: queue.count("attempts"),
  bodies: queue.count("attempt_bodies"),
  not_sent: queue.count("not_sent"),
});

test("what is older than it is to be kept goes with all that belongs to it", async () => {
  ended("old", 31);
  ended("new", 29);
  await sweep();
  expect(left()).toEqual({ events: 1, alerts: 1, deliveries: 1, attempts: 1, bodies: 1, not_sent: 1 });
  expect(queue.count("alerts", "alert_id = 'new'")).toBe(1);
});

test("an alert whose last event is kept stays; its older events go", async () => {
  ended("x", 40);
  ended("x", 1);
  await sweep();
  expect(left()).toEqual({ events: 1, alerts: 1, deliveries: 1, attempts: 1, bodies: 1, not_sent: 1 });
});

test("what a delivery still waits for stays, however old", async () => {
  queue.publish("held", NOW - 90 * DAY);
  ended("old", 60);
  await sweep();
  expect(left()).toMatchObject({ events: 1, alerts: 1, deliveries: 1, attempts: 0, bodies: 0 });
  await sweep();
  expect(logged).toEqual([{ events: 1, days: 30 }]);
});

test("much of it goes once a minute in steps of 100 events, with a rest of 20 ms between them", async () => {
  for (let index = 0; index < 250; index++) ended(`alert ${index}`, 40);
  ended("new", 1);
  expect([chore.everyMs, chore.restMs?.(3), chore.restMs?.(400)]).toEqual([60_000, 20, 20]);
  expect(await chore.step()).toBe(true);
  expect(queue.count("events")).toBe(151);
  expect(logged).toEqual([]);
  expect(await sweep()).toBe(2);
  expect(logged).toEqual([{ events: 250, days: 30 }]);
  expect(left()).toEqual({ events: 1, alerts: 1, deliveries: 1, attempts: 1, bodies: 1, not_sent: 1 });
});

test("each round looks at everything from the oldest on", async () => {
  queue.publish("held", NOW - 90 * DAY);
  await sweep();
  queue.connection.sqlite.exec("UPDATE deliveries SET state = 'delivered', next_attempt_at = NULL");
  await sweep();
  expect(queue.count("events")).toBe(0);
});

test("after a step that failed the next one goes on from the same event", async () => {
  for (let index = 0; index < 250; index++) ended(`alert ${index}`, 40);
  await chore.step();
  diskIsFull = true;
  await expect(chore.step()).rejects.toThrow("The disk is full.");
  diskIsFull = false;
  await sweep();
  expect(queue.count("events")).toBe(0);
});

test("the mutes of an alert end with it, and routing learns of that once", async () => {
  const { db } = queue.connection;
  for (const id of ["old", "new"])
    insertMute(db, someMute({ kind: "alert", id }), { remark: null, now: NOW });
  ended("old", 31);
  ended("new", 29);
  await sweep();
  await sweep();
  expect((await listLiveMutes(db, NOW)).map(({ name }) => name)).toEqual(["Title of new"]);
  expect(routingRead).toBe(1);
  const rows = queue.connection.sqlite.prepare("SELECT actor_kind, action, details FROM audit").all();
  expect(rows).toEqual([
    { actor_kind: "system", action: "mutes.end", details: '{"because":"alert_removed"}' },
  ]);
});
