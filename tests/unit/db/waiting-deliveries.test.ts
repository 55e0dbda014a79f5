import { afterEach, beforeEach, expect, test } from "vitest";
import { dueDeliveries } from "#db/queries/delivery-queue.ts";
import { bringForward, cancelSomeDeliveries } from "#db/queries/waiting-deliveries.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

const NOW = 1_000_000;

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
});
afterEach(() => queue[Symbol.dispose]());

/** A delivery whose next attempt is at `at`. */
function waitingUntil(alertId: string, at: number): void {
  queue.publish(alertId, NOW);
  const where = { channelId: "a", now: NOW, limit: 10, ofJobs: false };
  const { deliveries } = dueDeliveries(queue.connection.db, where, new Set());
  const one = deliveries.find((delivery) => delivery.alertId === alertId);
  const result = { outcome: "timeout" as const };
  queue.attempt(NOW, { seq: one?.seq ?? 0 }, result, { state: "pending", nextAttemptAt: at });
}

const nextAttempts = () =>
  Object.fromEntries(
    queue.connection.sqlite
      .prepare("SELECT alert_id, next_attempt_at FROM deliveries WHERE state = 'pending'")
      .raw()
      .all() as [string, number | null][],
  );

test("waiting deliveries move forward by as much as the clock was set back, but not to before now", () => {
  waitingUntil("overdue", NOW - 500);
  waitingUntil("due now", NOW);
  waitingUntil("soon", NOW + 300);
  waitingUntil("by just as much", NOW + 1_000);
  waitingUntil("later", NOW + 5_000);
  queue.publish("later", NOW);
  bringForward(queue.connection.db, { by: 1_000, now: NOW });
  expect(nextAttempts()).toMatchObject({
    overdue: NOW - 500,
    "due now": NOW,
    soon: NOW,
    "by just as much": NOW,
  });
  const times = queue.connection.sqlite
    .prepare("SELECT next_attempt_at FROM deliveries WHERE alert_id = 'later' ORDER BY position")
    .pluck()
    .all();
  expect(times).toEqual([NOW + 4_000, null]);
});

test("a cancellation that stops halfway leaves each line its head", () => {
  for (let index = 0; index < 4; index++) queue.publish("x", NOW);
  for (let index = 0; index < 3; index++) queue.publish("y", NOW);
  const what = { channelId: "a", reason: "discarded" as const, now: NOW, limit: 5 };
  expect(cancelSomeDeliveries(queue.connection.db, queue.lines, what)).toBe(5);
  const left = queue.connection.sqlite
    .prepare("SELECT alert_id, next_attempt_at FROM deliveries WHERE state = 'pending' ORDER BY seq")
    .raw()
    .all();
  expect(left).toEqual([
    ["x", NOW],
    ["x", null],
  ]);
});
