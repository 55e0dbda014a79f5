import { afterEach, beforeEach, expect, test } from "vitest";
import { insertMute } from "#db/queries/mutes.ts";
import type { Muted } from "#lib/domain/mute/mute.ts";
import { mutedAlerts, mutedThings, mutesOfAlert } from "#lib/web/show/mutes.ts";
import { someMute } from "../../../support/mutes.ts";
import { type AlertsDatabase, alertsDatabase, anEvent } from "../../../support/stored-alerts.ts";

const NOW = 1_000;
const low: Muted = {
  kind: "filters",
  filters: { match: "all", conditions: [{ field: "priority", operator: "is", value: "Low" }] },
};

let database: AlertsDatabase;
beforeEach(() => {
  database = alertsDatabase();
  database.store(
    anEvent({ alert_id: "disk", priority: "Low" }),
    anEvent({ alert_id: "memory", priority: "High" }),
    anEvent({ alert_id: "cpu", priority: "High" }),
  );
});
afterEach(() => database[Symbol.dispose]());

const mute = (muted: Muted, until: number) =>
  insertMute(database.db, someMute(muted, until), { remark: null, now: NOW });

test("each alert of a list has the last end of its own mutes and of those by filter", async () => {
  const muted = () => mutedAlerts(database.db, ["disk", "memory", "cpu"], NOW).then(Object.fromEntries);
  expect(await muted()).toEqual({});
  mute({ kind: "alert", id: "disk" }, NOW + 5);
  mute({ kind: "alert", id: "memory" }, NOW + 3);
  mute({ kind: "alert", id: "cpu" }, NOW);
  mute(low, NOW + 7);
  expect(await muted()).toEqual({ disk: NOW + 7, memory: NOW + 3 });
});

test("an alert's page has all of them, with its name", async () => {
  mute({ kind: "alert", id: "disk" }, NOW + 5);
  mute(low, NOW + 7);
  mute({ kind: "channel", id: "jira" }, NOW + 7);
  const { payload, details } = anEvent({ alert_id: "disk", priority: "Low" });
  const names = (await mutesOfAlert(database.db, { payload, details }, NOW)).map(({ name }) => name);
  expect(names.toSorted()).toEqual(["Title of disk", null]);
});

test("channels and rules have the last end of their own mutes", () => {
  mute({ kind: "channel", id: "jira" }, NOW + 5);
  mute({ kind: "channel", id: "jira" }, NOW + 2);
  mute({ kind: "rule", id: "jira" }, NOW + 9);
  mute({ kind: "channel", id: "pager" }, NOW);
  mute(low, NOW + 7);
  expect(Object.fromEntries(mutedThings(database.db, "channel", NOW))).toEqual({ jira: NOW + 5 });
});
