import { afterEach, beforeEach, expect, test } from "vitest";
import { forgetRollups, rollupsByChannel, rollupsByStart, storeRollups } from "#db/queries/rollups.ts";
import { figuresOf } from "#lib/domain/overview/figures.ts";
import { type OverviewWindow, windowParts } from "#lib/domain/overview/window.ts";
import { type AlertsDatabase, alertsDatabase } from "../../support/stored-alerts.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.parse("2026-11-29T12:37:20Z");

let database: AlertsDatabase;
beforeEach(() => {
  database = alertsDatabase();
});
afterEach(() => database[Symbol.dispose]());

const delivered = (channelId: string, latencyMs?: number) =>
  ({ channelId, what: "delivered", latencyMs }) as const;

const figures = (window: OverviewWindow, now = NOW) =>
  [...rollupsByChannel(database.db, windowParts(window, now))].map(([channelId, counts]) => {
    const { delivered, failed, cancelled, failedAttempts, p50 } = figuresOf(counts);
    return [channelId, { delivered, failed, cancelled, failedAttempts, p50 }];
  });

const starts = (window: OverviewWindow) =>
  [...rollupsByStart(database.db, windowParts(window, NOW))].map(([at, counts]) => [
    new Date(at).toISOString().slice(11, 16),
    counts.delivered,
  ]);

const rows = () => database.sqlite.prepare("SELECT count(*) FROM rollups").pluck().get();

test("what happens adds up per channel, in one row for each length of time", () => {
  storeRollups(database.db, [delivered("a", 6), delivered("a", 7), delivered("b")], NOW);
  storeRollups(
    database.db,
    [
      { channelId: "a", what: "failedAttempt" },
      { channelId: "a", what: "failed" },
      { channelId: "b", what: "cancelled", times: 500 },
    ],
    NOW + 1,
  );
  expect(rows()).toBe(6);
  for (const window of ["1h", "24h", "7d"] as const)
    expect(figures(window)).toEqual([
      ["a", { delivered: 2, failed: 1, cancelled: 0, failedAttempts: 1, p50: 6 }],
      ["b", { delivered: 1, failed: 0, cancelled: 500, failedAttempts: 0, p50: null }],
    ]);
});

test("each window reads what happened in it, by its own parts", () => {
  for (const age of [0, 1, 59, 60, 24 * 60, 8 * 24 * 60])
    storeRollups(database.db, [delivered("a", 5)], NOW - age * MINUTE);
  expect(starts("1h")).toEqual([
    ["11:38", 1],
    ["12:36", 1],
    ["12:37", 1],
  ]);
  expect(starts("24h")).toEqual([
    ["11:30", 2],
    ["12:30", 2],
  ]);
  expect(starts("7d")).toEqual([
    ["12:00", 1],
    ["11:00", 2],
    ["12:00", 2],
  ]);
});

test("what a clock that was ahead has counted is no part of a window until then", () => {
  storeRollups(database.db, [delivered("a", 5)], NOW + DAY);
  expect(figures("7d")).toEqual([]);
  expect(figures("7d", NOW + DAY)).toHaveLength(1);
});

test("counts are forgotten by when they began", () => {
  for (const age of [0, 7, 8, 9]) storeRollups(database.db, [delivered("a", 5)], NOW - age * DAY);
  forgetRollups(database.db, NOW - 8 * DAY);
  expect(rows()).toBe(3 + 3);
});
