import { afterEach, beforeEach, expect, test } from "vitest";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import { overviewAt } from "#lib/web/show/overview.ts";
import { QueueDatabase } from "../../engine/delivery/queue-database.ts";

const NOW = Date.parse("2026-11-29T12:37:20Z");

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a", "b", "c", "d"]);
});
afterEach(() => queue[Symbol.dispose]());

const overview = () => overviewAt(queue.connection.db, "1h", NOW);
const set = (id: string, values: string) =>
  queue.connection.sqlite.exec(`UPDATE channels SET ${values} WHERE id = '${id}'`);

/** Queues an event for each channel; returns the delivery to channel a. */
function queued(alertId: string, at: number): DueDelivery | undefined {
  let found: DueDelivery | undefined;
  queue.publish(alertId, at, (channelId, delivery) => {
    if (channelId === "a") found = delivery;
  });
  return found;
}

test("in trouble is what fails, refuses or was disabled by Tocsin, in this order", async () => {
  set("a", "enabled = 0");
  set("b", "enabled = 0, disabled_reason = 'It answered 410.'");
  set("c", "refusing_since = 2, refusal = 'It answered 401.'");
  set("d", "failing_since = 1");
  expect((await overview()).troubledChannels).toMatchObject([
    { id: "d", health: "failing", since: 1, reason: null },
    { id: "c", health: "refusing", since: 2, reason: "It answered 401." },
    { id: "b", health: "disabled", since: null, reason: "It answered 410." },
  ]);
});

test("a channel in trouble tells its last failure and what waits for it", async () => {
  set("a", "failing_since = 1");
  const tried = queued("tried", NOW - 2_000);
  queued("waits", NOW - 1_000);
  const result = { outcome: "timeout", message: "Nobody answered." } as const;
  queue.attempt(NOW, { seq: tried?.seq ?? 0 }, result, { state: "pending", nextAttemptAt: NOW + 1 });
  expect((await overview()).troubledChannels).toMatchObject([
    { id: "a", reason: "Nobody answered.", failedDeliveryId: tried?.id, waiting: 2 },
  ]);
});

test("Tocsin's own alerts are told while they are ongoing, but not of a channel that is told of itself", async () => {
  set("d", "failing_since = 1");
  for (const id of ["tocsin:channel-failing:d", "tocsin:storage-low:data-folder", "tocsins", "x"])
    queue.publish(id, NOW - 60_000);
  expect((await overview()).ownAlerts).toMatchObject([
    { alertId: "tocsin:storage-low:data-folder", status: "Open", since: NOW - 60_000 },
  ]);
  queue.connection.sqlite.exec("UPDATE alerts SET status = 'Resolved'");
  expect((await overview()).ownAlerts).toEqual([]);
});

test("a channel's row hides only the own alert that says the same as the row", async () => {
  set("c", "enabled = 0, failing_since = 1, disabled_reason = 'It answered 410.'");
  set("d", "failing_since = 1");
  for (const id of ["channel-disabled:c", "channel-failing:c", "channel-failing:d", "channel-expiring:d"])
    queue.publish(`tocsin:${id}`, NOW - 60_000);
  const told = (await overview()).ownAlerts.map(({ alertId }) => alertId);
  expect(told.toSorted()).toEqual(["tocsin:channel-expiring:d", "tocsin:channel-failing:c"]);
});

test("the oldest that waits is told by its event, unless it was sent again", async () => {
  expect((await overview()).waiting).toEqual({ count: 0, oldestAt: null });
  const again = queued("again", NOW - 9_000);
  const { seq = 0, position = 0, alertId = "" } = again ?? {};
  queue.connection.sqlite.exec(
    "UPDATE deliveries SET state = 'failed', next_attempt_at = NULL, attempts_made = 1",
  );
  queue.lines.forget();
  queue.transact(NOW, (tx) =>
    requeueDelivery(tx.db, tx.lines, { seq, position, alertId, channelId: "a" }, { now: NOW }),
  );
  expect((await overview()).waiting).toEqual({ count: 1, oldestAt: null });
  queued("later", NOW - 5_000);
  expect((await overview()).waiting).toEqual({ count: 5, oldestAt: NOW - 5_000 });
});

test("what waits for channels without trouble is told apart, however much waits for the others", async () => {
  queued("early", NOW - 9_000);
  expect((await overview()).otherWaiting).toEqual({ count: 4, oldestAt: NOW - 9_000 });
  queue.connection.sqlite.exec("UPDATE deliveries SET state = 'delivered' WHERE channel_id <> 'd'");
  set("d", "failing_since = 1");
  expect((await overview()).otherWaiting).toEqual({ count: 0, oldestAt: null });
  for (let n = 0; n < 3; n++) queued("later", NOW - 5_000 + n);
  const { waiting, otherWaiting } = await overview();
  expect(waiting).toEqual({ count: 13, oldestAt: NOW - 9_000 });
  expect(otherWaiting).toEqual({ count: 9, oldestAt: NOW - 5_000 });
});

test("open alerts are counted by priority, and the last event is told", async () => {
  for (const id of ["x", "y"]) queue.publish(id, NOW - 1_000);
  queue.connection.sqlite.exec("UPDATE alerts SET priority = 'High' WHERE alert_id = 'y'");
  const { openAlerts, lastEventAt } = await overview();
  expect(openAlerts).toEqual({ Critical: 0, High: 1, Medium: 1, Low: 0 });
  expect(lastEventAt).toBe(NOW - 1_000);
});
