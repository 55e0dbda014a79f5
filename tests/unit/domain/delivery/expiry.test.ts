import { describe, expect, test } from "vitest";
import { ageOf, expiresAt, waitLimitMs } from "#lib/domain/delivery/expiry.ts";
import { defaultRetrySchedule } from "#lib/domain/delivery/retry.ts";

const DAY_S = 24 * 3_600;
const DAY = DAY_S * 1_000;

test.each([
  ["no schedule", [], 7],
  ["the default schedule", defaultRetrySchedule, 7],
  ["six days of retries", [2 * DAY_S, 4 * DAY_S], 7],
  ["retries over more than six days", [7 * DAY_S, 7 * DAY_S], 15],
])("with %s a delivery may wait for that many days", (_, schedule, days) => {
  expect(waitLimitMs(schedule) / DAY).toBe(days);
});

test("a delivery expires that long after its event, or after its last redelivery", () => {
  expect(expiresAt({ createdAt: DAY, waitsSince: null }, [])).toBe(8 * DAY);
  expect(expiresAt({ createdAt: DAY, waitsSince: 5 * DAY }, [7 * DAY_S])).toBe(13 * DAY);
});

describe("at day 100", () => {
  const now = 100 * DAY;
  test.each([
    ["of this moment", now, null, 7, "young"],
    ["of almost seven days", now - 7 * DAY + 1, null, 7, "young"],
    ["of seven days", now - 7 * DAY, null, 7, "over"],
    ["of seven days whose schedule is longer", now - 7 * DAY, null, 8, "waits"],
    ["that was redelivered yesterday", 0, now - DAY, 7, "waits"],
    ["that was redelivered a week ago", 0, now - 7 * DAY, 7, "over"],
    ["of yesterday, redelivered today", now - DAY, now, 7, "young"],
    ["of tomorrow: the clock was set back", now + DAY, null, 7, "ahead"],
    ["of tomorrow that counts from yesterday on", now + DAY, now - DAY, 7, "waits"],
    ["of tomorrow that counts for a week", now + DAY, now - 7 * DAY, 7, "over"],
  ])("a delivery %s", (_, createdAt, waitsSince, days, age) => {
    expect(ageOf({ createdAt, waitsSince }, { limitMs: days * DAY, now })).toBe(age);
  });
});
