import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import { reachedBefore } from "#db/queries/follow-up.ts";
import { expiringOverdue } from "#lib/engine/clock/expire-overdue.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = 100 * DAY;

let queue: QueueDatabase;
let now: number;
let inFlight: number[];
let withdrawn: string[];
beforeEach(() => {
  queue = new QueueDatabase(["a", "b"]);
  [now, inFlight, withdrawn] = [START, [], []];
});
afterEach(() => queue[Symbol.dispose]());

const sql = (text: string) => queue.connection.sqlite.exec(text);

const chore = (transact = async <T>(work: (tx: Tx) => T): Promise<T> => queue.transact(now, work)) =>
  expiringOverdue({
    db: queue.connection.db,
    now: () => now,
    transact,
    isInFlight: (_channelId, seq) => inFlight.includes(seq),
    deliveryWithdrawn: (channelId, seq) => withdrawn.push(`${channelId} ${seq}`),
    log: { info: () => {}, warn: () => {}, error: () => {} },
  });

/** Lets the chore do all that is to do at this time. */
async function look(): Promise<void> {
  const { isDue, step } = chore();
  if (isDue?.()) while (await step());
}

/** "a x pending due", "a y failed expired", in the order in which they were queued. */
const states = (where = "channel_id = 'a'") =>
  queue.connection.sqlite
    .prepare(
      `SELECT alert_id || ' ' || state || ' ' ||
         coalesce(reason, iif(next_attempt_at IS NULL, 'behind', 'head')) FROM deliveries
       WHERE ${where} ORDER BY seq`,
    )
    .pluck()
    .all();

test("a delivery expires after seven days, whether it waits, is held or behind another, and of a disabled channel too", async () => {
  for (const alertId of ["x", "x", "y"]) queue.publish(alertId, now);
  queue.attempt(now, { seq: 1 }, { outcome: "timeout" }, { state: "pending", nextAttemptAt: now + 30 * DAY });
  sql(`UPDATE channels SET held_until = ${now + 9 * DAY}, failing_since = 1 WHERE id = 'a';
    UPDATE channels SET enabled = 0 WHERE id = 'b'`);
  now += 7 * DAY - 1;
  await look();
  expect(queue.count("deliveries", "state = 'pending'")).toBe(6);
  now += 1;
  await look();
  expect(states("1")).toEqual([
    ...["x failed expired", "x failed expired", "x failed expired"],
    ...["x failed expired", "y failed expired", "y failed expired"],
  ]);
  expect(withdrawn).toHaveLength(6);
});

test("it counts as failed in the figures, with the time of its end", async () => {
  queue.publish("x", now);
  now += 7 * DAY;
  await look();
  const { sqlite } = queue.connection;
  expect(sqlite.prepare("SELECT DISTINCT channel_id, failed FROM rollups").raw().all()).toEqual([
    ["a", 1],
    ["b", 1],
  ]);
  expect(queue.count("deliveries", `finished_at = ${now} AND next_attempt_at IS NULL`)).toBe(2);
});

test("the next of its alert becomes the head, and is due", async () => {
  queue.publish("x", now);
  queue.publish("x", now + HOUR);
  queue.publish("x", now + HOUR);
  now += 7 * DAY;
  await look();
  expect(states()).toEqual(["x failed expired", "x pending head", "x pending behind"]);
  expect(queue.count("deliveries", `next_attempt_at = ${now}`)).toBe(2);
  queue.publish("x", now);
  expect(states().at(-1)).toBe("x pending behind");
});

test("one in flight is left to its attempt; the others of its line expire around it", async () => {
  for (let count = 0; count < 3; count++) queue.publish("x", now);
  const [first, second] = queue.connection.sqlite
    .prepare("SELECT seq FROM deliveries WHERE channel_id = 'a'")
    .pluck()
    .all() as number[];
  inFlight = [second ?? 0];
  now += 7 * DAY;
  await look();
  expect(states()).toEqual(["x failed expired", "x pending head", "x failed expired"]);
  expect(withdrawn).toContain(`a ${first}`);
  inFlight = [];
  await look();
  expect(states()).toEqual(["x failed expired", "x failed expired", "x failed expired"]);
});

test("a redelivered one has seven days more, and those behind it are looked at all the same", async () => {
  queue.publish("x", now);
  queue.publish("y", now);
  now += 7 * DAY;
  await look();
  queue.transact(now, (tx) =>
    requeueDelivery(tx.db, tx.lines, { seq: 1, position: 1, channelId: "a", alertId: "x" }, { now }),
  );
  queue.publish("z", now - 7 * DAY);
  await look();
  expect(states()).toEqual(["x pending head", "y failed expired", "z failed expired"]);
  now += 7 * DAY;
  await look();
  expect(states()[0]).toBe("x failed expired");
});

test("one whose schedule is longer waits a day longer than that", async () => {
  sql(`UPDATE channels SET retry_schedule = '[604800, 604800]' WHERE id = 'a'`);
  queue.publish("x", now);
  now += 15 * DAY - 1;
  await look();
  expect(states("1")).toEqual(["x pending head", "x failed expired"]);
  now += 1;
  await look();
  expect(states()).toEqual(["x failed expired"]);
});

test("a channel whose first event expired unsent has not heard of the alert", async () => {
  queue.publish("x", now);
  queue.publish("y", now);
  queue.attempt(now, { seq: 3 }, { outcome: "timeout" }, { state: "pending", nextAttemptAt: now });
  now += 7 * DAY;
  await look();
  expect(reachedBefore(queue.connection.db, "x")).toEqual({});
  expect(Object.keys(reachedBefore(queue.connection.db, "y"))).toEqual(["a"]);
});

test("a channel hears of an alert after all whose first event is sent again", async () => {
  queue.publish("x", now);
  now += 7 * DAY;
  await look();
  queue.transact(now, (tx) =>
    requeueDelivery(tx.db, tx.lines, { seq: 1, position: 1, channelId: "a", alertId: "x" }, { now }),
  );
  expect(Object.keys(reachedBefore(queue.connection.db, "x"))).toEqual(["a"]);
});

describe("if the clock is set back by a year", () => {
  test("what was queued before has seven days from now on, and holds up nothing behind it", async () => {
    queue.publish("x", now);
    now -= 365 * DAY;
    queue.publish("y", now);
    await look();
    now += 7 * DAY - 1;
    await look();
    expect(states()).toEqual(["x pending head", "y pending head"]);
    now += 1;
    await look();
    expect(states()).toEqual(["x failed expired", "y failed expired"]);
  });
});

test("many expire in small transactions, and a kill between them only stops the rest", async () => {
  queue.transact(now, () => {
    for (let count = 0; count < 240; count++) queue.publish(`x${count % 7}`, now);
  });
  now += 7 * DAY;
  const { step } = chore();
  expect([await step(), await step()]).toEqual([true, true]);
  expect(queue.count("deliveries", "reason = 'expired'")).toBe(200);
  await look();
  expect(queue.count("deliveries", "reason = 'expired'")).toBe(480);
});

test("a transaction that is undone expires nothing, and is done again", async () => {
  queue.publish("x", now);
  now += 7 * DAY;
  const killed = chore(async (work) =>
    queue.transact(now, (tx) => {
      work(tx);
      throw new Error("killed");
    }),
  );
  await expect(killed.step()).rejects.toThrow("killed");
  expect([states(), withdrawn]).toEqual([["x pending head"], []]);
  queue.lines.forget();
  await look();
  expect(states()).toEqual(["x failed expired"]);
});

test("while all that waits is young, nothing is looked at", () => {
  expect(chore().isDue?.()).toBe(false);
  queue.publish("x", now);
  now += 7 * DAY - 1;
  expect(chore().isDue?.()).toBe(false);
  now += 1;
  expect(chore().isDue?.()).toBe(true);
});
