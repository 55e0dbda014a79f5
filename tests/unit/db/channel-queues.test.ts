import { afterEach, beforeEach, expect, test } from "vitest";
import {
  channelHealths,
  oldestNotRedelivered,
  oldestWaiting,
  oldestWaitingFor,
  queueDepth,
} from "#db/queries/channel-queues.ts";
import { markChannelDeleted } from "#db/queries/channels.ts";
import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

let queue: QueueDatabase;

beforeEach(() => {
  queue = new QueueDatabase(["a", "b"]);
});

afterEach(() => queue[Symbol.dispose]());

test.each([1, 2, 3, 6, 7, 100])("every waiting delivery is counted once, %i at a time", async (limit) => {
  for (const alertId of ["x", "y", "x", "", "x", "y"]) queue.publish(alertId, 1_000);
  const { db } = queue.connection;
  expect(await queueDepth(db, "a", limit)).toBe(6);
  queue.attempt(2_000, { seq: 1 }, {}, { state: "delivered" });
  queue.attempt(2_000, { seq: 2 }, { outcome: "timeout" }, { state: "pending" });
  expect([await queueDepth(db, "a", limit), await queueDepth(db, "b", limit)]).toEqual([5, 6]);
  expect(await queueDepth(db, "unknown", limit)).toBe(0);
});

test.each([1, 2, 3, 100])("the oldest that wait for a channel are found, %i at a time", async (limit) => {
  for (const alertId of ["y", "x", "z", "x", "y"]) queue.publish(alertId, 1_000);
  const { db } = queue.connection;
  queue.attempt(2_000, { seq: 3 }, {}, { state: "delivered" });
  expect(await oldestWaitingFor(db, "a", 3, limit)).toEqual([1, 5, 7]);
  expect(await oldestWaitingFor(db, "b", 9, limit)).toEqual([2, 4, 6, 8, 10]);
});

test("the oldest that waits is the one whose event came first", () => {
  const { db } = queue.connection;
  expect(oldestWaiting(db)).toBeNull();
  for (const at of [1_000, 2_000]) queue.publish(`alert ${at}`, at);
  expect(oldestWaiting(db)).toBe(1_000);
  for (const seq of [1, 2]) queue.attempt(3_000, { seq }, {}, { state: "delivered" });
  expect(oldestWaiting(db)).toBe(2_000);
});

test.each([
  [0, "expired before its first attempt"],
  [1, "failed"],
])("what was redelivered after %i attempts does not count as the oldest: it %s", (attempts) => {
  const { db, sqlite } = queue.connection;
  queue.publish("days old", 1_000);
  sqlite.exec(
    `UPDATE deliveries SET state = 'failed', next_attempt_at = NULL, attempts_made = ${attempts} WHERE seq = 1`,
  );
  queue.lines.forget();
  queue.attempt(2_000, { seq: 2 }, {}, { state: "delivered" });
  const failed = { seq: 1, position: 1, channelId: "a", alertId: "days old" };
  queue.transact(9_000, (tx) => requeueDelivery(tx.db, tx.lines, failed, { now: 9_000 }));
  expect([oldestWaiting(db), oldestNotRedelivered(db)]).toEqual([1_000, null]);
  queue.publish("new", 9_500);
  expect(oldestNotRedelivered(db)).toBe(9_500);
});

test("a deleted channel has no health", () => {
  const { db } = queue.connection;
  markChannelDeleted(db, "a", 1_000);
  expect(channelHealths(db)).toEqual([{ id: "b", health: "healthy" }]);
});
