import { afterEach, beforeEach, expect, test } from "vitest";
import { discardHeld, holdWaiting, releaseHeld } from "#db/queries/held-deliveries.ts";
import { cancelDelivery } from "#db/queries/waiting-deliveries.ts";
import { expiringOldest } from "#lib/engine/clock/expire-oldest.ts";
import { expiringOverdue } from "#lib/engine/clock/expire-overdue.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const DAY = 24 * 3_600_000;

let queue: QueueDatabase;
let now: number;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  now = 100 * DAY;
});
afterEach(() => queue[Symbol.dispose]());

const context = () => ({
  db: queue.connection.db,
  now: () => now,
  transact: async <T>(work: (tx: Tx) => T): Promise<T> => queue.transact(now, work),
  isInFlight: () => false,
  deliveryWithdrawn: () => {},
  log: { info: () => {}, warn: () => {}, error: () => {} },
});

/** Lets a chore do all that is to do at this time. */
async function run({ step }: { step: () => Promise<boolean> }): Promise<void> {
  while (await step());
}

function restore(): void {
  holdWaiting(queue.connection.db);
  queue.lines.forget();
}

/** "held", "due", "behind", or how a delivery ended, in the order in which they were queued. */
const states = () =>
  queue.connection.sqlite
    .prepare(
      `SELECT CASE WHEN state <> 'pending' THEN reason WHEN held = 1 THEN 'held'
         WHEN next_attempt_at IS NULL THEN 'behind' ELSE 'due' END FROM deliveries ORDER BY seq`,
    )
    .pluck()
    .all();

const decisions: [string, (tx: Tx) => unknown, string[]][] = [
  ["sent", (tx) => releaseHeld(tx.db, tx.lines, { now, limit: 10 }), ["due", "behind"]],
  ["discarded", (tx) => discardHeld(tx.db, tx.lines, { now, limit: 10 }), ["discarded", "due"]],
  [
    "cancelled",
    (tx) =>
      cancelDelivery(
        tx.db,
        tx.lines,
        {
          seq: 1,
          position: 1,
          channelId: "a",
          alertId: "x",
          nextAttemptAt: null,
          attemptsMade: 0,
          held: true,
        },
        now,
      ),
    ["cancelled", "due"],
  ],
];

test.each(decisions)(
  "what waits behind a held one expires seven days after that is %s",
  async (_, decide, after) => {
    queue.publish("x", now);
    restore();
    queue.publish("x", now);
    now += 8 * DAY;
    await run(expiringOverdue(context()));
    expect(states()).toEqual(["held", "behind"]);
    queue.transact(now, decide);
    now += 7 * DAY - 1;
    await run(expiringOverdue(context()));
    expect(states()).toEqual(after);
    now += 1;
    await run(expiringOverdue(context()));
    expect(states()).toEqual(
      after.map((state) => (state === "due" || state === "behind" ? "expired" : state)),
    );
  },
);

test("however many are held, a step looks at 1,000, and what waits behind them all expires", async () => {
  for (let alert = 0; alert < 2_500; alert++) queue.publish(`held ${alert}`, now);
  restore();
  queue.publish("x", now);
  now += 8 * DAY;
  const { step } = expiringOverdue(context());
  expect([await step(), await step()]).toEqual([true, true]);
  expect(queue.count("deliveries", "state = 'failed'")).toBe(0);
  expect(await step()).toBe(false);
  expect(queue.count("deliveries", "state = 'failed' AND alert_id = 'x'")).toBe(1);
});

test("what is held does not count towards too many that wait", async () => {
  for (const alertId of ["x", "y", "z"]) queue.publish(alertId, now);
  restore();
  for (const alertId of ["v", "w"]) queue.publish(alertId, now);
  await run(expiringOldest(context(), 2));
  expect(states()).toEqual(["held", "held", "held", "due", "due"]);
  await run(expiringOldest(context(), 1));
  expect(states()).toEqual(["held", "held", "held", "expired", "due"]);
});

test("the first of a line waits for its next attempt, whatever is discarded behind it", () => {
  for (const _ of [1, 2]) queue.publish("x", now);
  restore();
  queue.transact(now, (tx) => releaseHeld(tx.db, tx.lines, { now, limit: 1 }));
  const later = now + DAY;
  queue.attempt(now, { seq: 1 }, { outcome: "timeout" }, { state: "pending", nextAttemptAt: later });
  queue.transact(now, (tx) => discardHeld(tx.db, tx.lines, { now, limit: 10 }));
  expect(queue.count("deliveries", `seq = 1 AND next_attempt_at = ${later}`)).toBe(1);
});
