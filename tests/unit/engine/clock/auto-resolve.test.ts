import { expect, test } from "vitest";
import { autoResolving } from "#lib/engine/clock/auto-resolve.ts";
import { someRule } from "../../../support/rules.ts";
import { alertsDatabase, anEvent, publishNext } from "../../../support/stored-alerts.ts";

const MINUTE = 60_000;

test("each second it is due if an alert's time has come; a step resolves 50", async () => {
  using database = alertsDatabase();
  const table = {
    rules: [someRule({ autoResolveMinutes: 10 })],
    channels: [],
    accessRequests: new Map(),
    mutes: [],
  };
  for (let index = 0; index < 60; index++)
    publishNext(database.at(0), anEvent({ alert_id: `alert ${index}` }), { table, queued: () => {} });
  let now = 10 * MINUTE - 1;
  const { everyMs, isDue, step } = autoResolving({
    db: database.db,
    now: () => now,
    transact: async (work) => work(database.at(now)),
    routing: () => table,
    deliveryQueued: () => {},
  });
  const resolved = () =>
    database.sqlite.prepare("SELECT count(*) FROM alerts WHERE status = 'Auto-Resolved'").pluck().get();

  expect([everyMs, isDue?.()]).toEqual([1_000, false]);
  now++;
  expect(isDue?.()).toBe(true);
  expect([await step(), resolved()]).toEqual([true, 50]);
  expect([await step(), resolved()]).toEqual([false, 60]);
  expect(isDue?.()).toBe(false);
});
