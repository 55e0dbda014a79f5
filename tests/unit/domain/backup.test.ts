import { expect, test } from "vitest";
import { isBackupDue } from "#lib/domain/backup.ts";

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
