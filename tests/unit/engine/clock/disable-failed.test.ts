import { afterEach, beforeEach, expect, test } from "vitest";
import { channelRow, enableChannel } from "#db/queries/channels.ts";
import { forgetTallies, storeTallies, talliesOfLastDay, tallySince } from "#db/queries/tallies.ts";
import { disablingFailed } from "#lib/engine/clock/disable-failed.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOW = 100 * DAY;

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
});
afterEach(() => queue[Symbol.dispose]());

/** Every attempt failed for `days`, and `attempts` of them in the last days. */
function failed(days: number, attempts: number, lastAt = NOW - HOUR): void {
  queue.connection.sqlite
    .prepare("UPDATE channels SET failing_since = @since, only_failures_since = @since")
    .run({ since: NOW - days * DAY });
  const tally = { name: "attempt_failed", key: "a" } as const;
  storeTallies(queue.connection.db, Array(attempts).fill(tally), lastAt);
}

/** The channels that the chore changes. */
async function disabled(): Promise<string[]> {
  const changed: string[] = [];
  const { isDue, step } = disablingFailed({
    db: queue.connection.db,
    now: () => NOW,
    transact: async (work) => queue.transact(NOW, work),
    channelChanged: (_tx, id) => changed.push(id),
  });
  if (isDue?.()) await step();
  return changed;
}

test("a channel is disabled after 5 days and 20 attempts that all failed, with the reason and an audit row", async () => {
  failed(5, 20);
  expect(await disabled()).toEqual(["a"]);
  expect(channelRow(queue.connection.db, "a")).toMatchObject({
    enabled: false,
    disabledReason: "Every attempt of the last 5 days failed.",
  });
  const audited = queue.connection.sqlite.prepare("SELECT actor_kind, action, details FROM audit").all();
  expect(audited).toEqual([
    {
      actor_kind: "system",
      action: "channels.update",
      details: JSON.stringify({ enabled: false, because: "only_failures" }),
    },
  ]);
  expect(await disabled()).toEqual([]);
});

test.each<[string, () => void]>([
  ["it failed for less than 5 days", () => failed(4.9, 500)],
  ["there were fewer than 20 attempts", () => failed(5, 19)],
  ["the attempts were earlier", () => failed(30, 500, NOW - 6 * DAY)],
  [
    "its settings forbid it",
    () => {
      failed(9, 500);
      queue.connection.sqlite.exec("UPDATE channels SET auto_disable = 0");
    },
  ],
  [
    "it was enabled meanwhile, which starts the count anew",
    () => {
      failed(9, 500);
      enableChannel(queue.connection.db, "a");
    },
  ],
])("it stays enabled if %s", async (_, prepare) => {
  prepare();
  expect(await disabled()).toEqual([]);
});

test("failed attempts are counted for six days, and other counts for two", () => {
  const { db } = queue.connection;
  const counted = [
    { name: "attempt_failed", key: "a" },
    { name: "rule_matched", key: "r" },
  ] as const;
  storeTallies(db, [...counted], NOW - 3 * DAY);
  storeTallies(db, [...counted], NOW);
  forgetTallies(db, NOW);
  expect(tallySince(db, counted[0], NOW - 5 * DAY)).toBe(2);
  expect(tallySince(db, counted[1], 0)).toBe(1);
  forgetTallies(db, NOW + 4 * DAY);
  expect(tallySince(db, counted[0], 0)).toBe(1);
  expect(talliesOfLastDay(db, "rule_matched", NOW)).toEqual(new Map());
});
