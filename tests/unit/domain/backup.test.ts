import { expect, test } from "vitest";
import { isBackupDue, nextBackupAt } from "#lib/domain/backup.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  ["before its time", { from: 100 * HOUR, failedAt: null }, 123 * HOUR, false],
  ["at its time", { from: 100 * HOUR, failedAt: null }, 124 * HOUR, true],
  ["after the clock was set back", { from: 100 * HOUR, failedAt: null }, 99 * HOUR, true],
  ["right after a failure", { from: 100 * HOUR, failedAt: 124 * HOUR }, 124 * HOUR + 9 * MINUTE, false],
  ["10 minutes after a failure", { from: 100 * HOUR, failedAt: 124 * HOUR }, 124 * HOUR + 10 * MINUTE, true],
])("%s", (_, times, now, due) => {
  expect(isBackupDue({ everyMs: 24 * HOUR, ...times }, now)).toBe(due);
});

test.each([
  ["never where they are off", { everyMs: null, from: HOUR, failedAt: HOUR }, null],
  ["some time after the last good one", { everyMs: HOUR, from: HOUR, failedAt: null }, 2 * HOUR],
  ["10 minutes after a failure", { everyMs: HOUR, from: HOUR, failedAt: 2 * HOUR }, 2 * HOUR + 10 * MINUTE],
  ["no later, if they are made more often", { everyMs: MINUTE, from: 0, failedAt: HOUR }, HOUR + MINUTE],
])("the next one comes: %s", (_, times, at) => {
  expect(nextBackupAt(times)).toBe(at);
  if (at !== null && times.everyMs !== null) {
    const due = { everyMs: times.everyMs, from: times.from, failedAt: times.failedAt };
    expect([isBackupDue(due, at - 1), isBackupDue(due, at)]).toEqual([false, true]);
  }
});
