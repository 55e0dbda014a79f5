import { afterEach, beforeEach, expect, test } from "vitest";
import { Retention } from "#lib/engine/clock/retention.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { createLogger } from "#lib/log.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const DAY = 24 * 3_600_000;
const NOW = Date.parse("2026-11-25T12:00:00Z");

let queue: QueueDatabase;
let steps: number;
let retention: Retention;

beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  steps = 0;
  const transact = async <T>(work: (tx: Tx) => T): Promise<T> => {
    steps++;
    return queue.transact(NOW, work);
  };
  retention = new Retention({ transact }, 30, createLogger("silent", "test"));
});

afterEach(() => queue[Symbol.dispose]());

/** An event so many days old whose delivery has ended. */
function ended(alertId: string, days: number): void {
  const eventId = queue.publish(alertId, NOW - days * DAY);
  queue.connection.sqlite.exec(`
    UPDATE deliveries SET state = 'delivered', next_attempt_at = NULL
      WHERE event_seq = (SELECT seq FROM events WHERE id = '${eventId}');
    INSERT INTO attempts (delivery_seq, number, started_at, duration_ms, outcome, request, message)
      SELECT seq, 1, 0, 1, 'delivered', '{}', '' FROM deliveries
      WHERE event_seq = (SELECT seq FROM events WHERE id = '${eventId}');
    INSERT INTO not_sent (event_seq, channel_id, reason, message)
      SELECT seq, 'b', 'no_rule_matched', '' FROM events WHERE id = '${eventId}'`);
}

const left = () => ({
  events: queue.count("events"),
  alerts: queue.count("alerts"),
  deliveries: queue.count("deliveries"),
  attempts: queue.count("attempts"),
  not_sent: queue.count("not_sent"),
});

test("what is older than it is to be kept goes with all that belongs to it", async () => {
  ended("old", 31);
  ended("new", 29);
  await retention.sweep();
  expect(left()).toEqual({ events: 1, alerts: 1, deliveries: 1, attempts: 1, not_sent: 1 });
  expect(queue.count("alerts", "alert_id = 'new'")).toBe(1);
});

test("an alert whose last event is kept stays; its older events go", async () => {
  ended("x", 40);
  ended("x", 1);
  await retention.sweep();
  expect(left()).toEqual({ events: 1, alerts: 1, deliveries: 1, attempts: 1, not_sent: 1 });
});

test("what a delivery still waits for stays, however old", async () => {
  queue.publish("held", NOW - 90 * DAY);
  ended("old", 60);
  await retention.sweep();
  expect(left()).toMatchObject({ events: 1, alerts: 1, deliveries: 1, attempts: 0 });
});

test("much of it goes in many small steps", async () => {
  for (let index = 0; index < 250; index++) ended(`alert ${index}`, 40);
  ended("new", 1);
  await retention.sweep();
  expect(left()).toEqual({ events: 1, alerts: 1, deliveries: 1, attempts: 1, not_sent: 1 });
  expect(steps).toBe(3);
});
