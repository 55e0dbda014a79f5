import { afterEach, beforeEach, expect, test } from "vitest";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { lastFailureOf } from "#db/queries/last-failure.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a", "b"]);
});
afterEach(() => queue[Symbol.dispose]());

const last = () => lastFailureOf(queue.connection.db, "a");

/** Queues an event for both channels; returns the delivery to channel a. */
function queued(alertId: string, now: number): DueDelivery {
  let found: DueDelivery | undefined;
  queue.publish(alertId, now, (channelId, delivery) => {
    if (channelId === "a") found = delivery;
  });
  if (found === undefined) throw new Error("Nothing was queued.");
  return found;
}

/** The delivery's first attempt, begun at `at`, and what became of the delivery by it. */
function attempted({ seq, alertId }: DueDelivery, at: number, outcome: Outcome, ends: boolean): void {
  const result = { outcome, message: `${alertId}: ${outcome}` };
  if (!ends) queue.attempt(at, { seq }, result, { state: "pending", nextAttemptAt: at + 60_000 });
  else queue.attempt(at, { seq }, result, { state: outcome === "delivered" ? "delivered" : "failed" });
}

test("the last failure is the attempt that began last, whether its delivery has ended or waits", () => {
  expect(last()).toBeNull();
  const [ended, waits] = [queued("ended", 1_000), queued("waits", 1_001)];
  attempted(waits, 2_000, "timeout", false);
  expect(last()).toEqual({ deliveryId: waits.id, at: 2_000, message: "waits: timeout" });
  attempted(ended, 3_000, "address_refused", true);
  expect(last()).toEqual({ deliveryId: ended.id, at: 3_000, message: "ended: address_refused" });
});

test("what was delivered, or not tried yet, is no failure", () => {
  attempted(queued("delivered", 1_000), 2_000, "delivered", true);
  queued("waits", 1_001);
  expect(last()).toBeNull();
});

test("it is found behind a backlog that nothing of was tried", () => {
  const tried = queued("tried", 1_000);
  for (let index = 0; index < 300; index++) queued(`backlog-${index}`, 1_001 + index);
  attempted(tried, 2_000, "timeout", false);
  expect(last()).toMatchObject({ deliveryId: tried.id });
});

test("it may be a later attempt, which stands in a table of its own", () => {
  const delivery = queued("twice", 1_000);
  attempted(delivery, 2_000, "timeout", false);
  const result = { outcome: "connection_refused" as const, message: "Nobody listens." };
  queue.attempt(3_000, { seq: delivery.seq, number: 2 }, result, { state: "failed" });
  expect(last()).toEqual({ deliveryId: delivery.id, at: 3_000, message: "Nobody listens." });
});
