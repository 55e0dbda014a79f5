import { expect, test } from "vitest";
import { overLastEvents } from "#lib/back-test/last-events.ts";
import { alertsDatabase, anEvent } from "../../support/stored-alerts.ts";

const idsOf = (from: number, to: number) =>
  Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => `a${from + Math.sign(to - from) * index}`);

test.each([
  ["none", 0, []],
  ["fewer than are read at a time", 3, idsOf(3, 1)],
  ["just as many as are read at a time", 100, idsOf(100, 1)],
  ["more than it looks at", 1_050, idsOf(1_050, 51)],
])("looks at the newest first, 1,000 at most: %s", async (_, stored, expected) => {
  using database = alertsDatabase();
  if (stored > 0) database.store(...idsOf(1, stored).map((alert_id) => anEvent({ alert_id })));
  expect(await overLastEvents(database.db, async ({ payload }) => payload.alert_id)).toEqual(expected);
});
