import { afterEach, beforeEach, expect, test } from "vitest";
import { repeatAlert, storedAlert } from "#db/queries/alerts.ts";
import type { ChoreParts } from "#lib/engine/clock/chore.ts";
import { resolvingEnded } from "#lib/engine/clock/resolve-ended.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import { someRule } from "../../../support/rules.ts";
import { type AlertsDatabase, alertsDatabase, anEvent, publishNext } from "../../../support/stored-alerts.ts";

const MINUTE = 60_000;
const START = 1_800_000_000_000;

const table = {
  rules: [someRule({})],
  channels: [{ id: "chn_1", name: "Jira", enabled: true }],
  accessRequests: new Map(),
  mutes: [],
};
const routes = { table, queued: () => {} };

let database: AlertsDatabase;
let now: number;
/** The clock that no change of the system's time moves. */
let steady: number;

beforeEach(() => {
  database = alertsDatabase();
  now = START;
  steady = 0;
});
afterEach(() => database[Symbol.dispose]());

const start = (): ChoreParts =>
  resolvingEnded(
    {
      db: database.db,
      now: () => now,
      transact: async (work) => work(database.at(now)),
      routing: () => table,
      deliveryQueued: () => {},
    },
    () => steady,
  );

const fires = (alertId: string, endsAt: number) =>
  publishNext(database.at(now), { ...anEvent({ alert_id: alertId }, now), endsAt }, routes);

const rowOf = (alertId: string) =>
  database.sqlite.prepare("SELECT status, ends_at AS endsAt FROM alerts WHERE alert_id = ?").get(alertId) as {
    status: string;
    endsAt: number | null;
  };

/** Lets time pass as the chore sees it: it looks every second, here every ten. */
async function pass(chore: ChoreParts, ms: number): Promise<void> {
  for (const end = now + ms; now < end; ) {
    const by = Math.min(10_000, end - now);
    now += by;
    steady += by;
    while (chore.isDue?.() && (await chore.step()));
  }
}

test("an alert ends at its end, in Tocsin's name, and goes where it went before", async () => {
  const chore = start();
  await pass(chore, 20 * MINUTE);
  fires("a", now + 5 * MINUTE);
  await pass(chore, 5 * MINUTE - 10_000);
  expect(rowOf("a").status).toBe("Open");
  await pass(chore, 20_000);
  expect(rowOf("a")).toEqual({ status: "Auto-Resolved", endsAt: null });
  expect(storedAlert(database.db, "a")?.payload).toMatchObject({
    initiated_by: "Tocsin",
    previous_alert_status: "Open",
  });
  const sent = database.sqlite.prepare("SELECT count(*) FROM deliveries WHERE alert_id = 'a'").pluck().get();
  expect(sent).toBe(2);
});

test("a repeat moves the end", async () => {
  const chore = start();
  await pass(chore, 20 * MINUTE);
  fires("a", now + 5 * MINUTE);
  await pass(chore, 4 * MINUTE);
  repeatAlert(database.db, { alertId: "a", now, endsAt: now + 5 * MINUTE });
  await pass(chore, 4 * MINUTE);
  expect(rowOf("a").status).toBe("Open");
  await pass(chore, 2 * MINUTE);
  expect(rowOf("a").status).toBe("Auto-Resolved");
});

test("an acknowledged alert keeps its end, a resolved one has none", async () => {
  for (const alertId of ["a", "b"]) fires(alertId, START + 5 * MINUTE);
  for (const [alertId, status] of [
    ["a", "Acknowledged"],
    ["b", "Resolved"],
  ] as const) {
    const tx = database.at(now);
    const stored = storedAlert(database.db, alertId);
    if (stored === undefined) throw new Error("The alert is missing.");
    const event = statusEvent(tx, stored, { status, by: "Ada", remark: null, apiKeyId: null });
    publishNext(tx, event, routes);
  }
  expect(rowOf("a")).toEqual({ status: "Acknowledged", endsAt: START + 5 * MINUTE });
  expect(rowOf("b")).toEqual({ status: "Resolved", endsAt: null });
});

test("none is resolved in the first 10 minutes after a start", async () => {
  fires("a", START + 5 * MINUTE);
  const chore = start();
  await pass(chore, 10 * MINUTE - 10_000);
  expect(rowOf("a").status).toBe("Open");
  await pass(chore, 20_000);
  expect(rowOf("a").status).toBe("Auto-Resolved");
});

test("the time between a stop and the next start is put on the ends", async () => {
  const before = start();
  await pass(before, MINUTE);
  fires("a", now + 30 * MINUTE);
  await pass(before, 10 * MINUTE);
  const { endsAt } = rowOf("a");
  now += 3 * 60 * MINUTE;
  steady = 0;
  const after = start();
  await pass(after, 10_000);
  const late = (rowOf("a").endsAt ?? 0) - (endsAt ?? 0) - 3 * 60 * MINUTE;
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(30_000);
  await pass(after, 19 * MINUTE);
  expect(rowOf("a").status).toBe("Open");
  await pass(after, 2 * MINUTE);
  expect(rowOf("a").status).toBe("Auto-Resolved");
});

test("an alert received right before a kill, before that was noted, is put off by no more than the stop", async () => {
  fires("a", START + 5 * MINUTE);
  now += 60 * MINUTE;
  await pass(start(), 10_000);
  expect(rowOf("a").endsAt).toBe(START + 65 * MINUTE);
});

test("one received after the start is not put off", async () => {
  fires("a", START + 30 * MINUTE);
  await pass(start(), MINUTE);
  now += 60 * MINUTE;
  const chore = start();
  now += 500;
  repeatAlert(database.db, { alertId: "a", now, endsAt: now + 5 * MINUTE });
  await pass(chore, 10_000);
  expect(rowOf("a").endsAt).toBe(START + 61 * MINUTE + 500 + 5 * MINUTE);
});

test("the time in which the disk took nothing is put on the ends", async () => {
  const chore = start();
  fires("a", START + 30 * MINUTE);
  await pass(chore, 20 * MINUTE);
  const { endsAt } = rowOf("a");
  // Every step fails meanwhile, so none is noted.
  now += 40 * MINUTE;
  steady += 40 * MINUTE;
  expect(chore.isDue?.()).toBe(true);
  await chore.step();
  expect(rowOf("a").status).toBe("Open");
  const late = (rowOf("a").endsAt ?? 0) - (endsAt ?? 0) - 40 * MINUTE;
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThanOrEqual(30_000);
});

test("a clock that is set forward puts the ends off by as much, so that none has come at once", async () => {
  const chore = start();
  fires("a", START + 40 * MINUTE);
  await pass(chore, 20 * MINUTE);
  now += 60 * MINUTE;
  fires("after it", now + 10 * MINUTE);
  await pass(chore, 10_000);
  expect(rowOf("a")).toEqual({ status: "Open", endsAt: START + 100 * MINUTE });
  expect((rowOf("after it").endsAt ?? 0) - now).toBeLessThanOrEqual(10 * MINUTE);
  await pass(chore, 21 * MINUTE);
  expect(rowOf("a").status).toBe("Auto-Resolved");
});

test.each([29_000, -60 * MINUTE])("a clock that is set by %i ms puts no end off", async (by) => {
  const chore = start();
  fires("a", START + 40 * MINUTE);
  await pass(chore, 20 * MINUTE);
  now += by;
  await pass(chore, 20_000);
  expect(rowOf("a").endsAt).toBe(START + 40 * MINUTE);
});

test("a clock that is set right after a start doesn't shorten the 10 minutes", async () => {
  const chore = start();
  fires("a", START + 5 * MINUTE);
  await pass(chore, 10_000);
  now += 29_000;
  await pass(chore, 9 * MINUTE + 40_000);
  expect(rowOf("a").status).toBe("Open");
  await pass(chore, 20_000);
  expect(rowOf("a").status).toBe("Auto-Resolved");
});

test("with no end to come it writes nothing", async () => {
  const chore = start();
  database.store(anEvent({ alert_id: "a" }));
  for (let look = 0; look < 100; look++) {
    steady += 10_000;
    expect(chore.isDue?.()).toBe(false);
  }
});
