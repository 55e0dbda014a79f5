import { describe, expect, test } from "vitest";
import { alertsToResolve } from "#db/queries/alert-ends.ts";
import { findAlertHistory } from "#db/queries/alert-history.ts";
import { storedAlert } from "#db/queries/alerts.ts";
import { type Payload, STATUSES } from "#lib/domain/alert/alert.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { autoResolve } from "#lib/engine/clock/auto-resolve.ts";
import { publish } from "#lib/engine/intake/publish.ts";
import { autoResolveAt } from "#lib/engine/intake/resolve-at.ts";
import { matchingRules } from "#lib/engine/intake/route.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import {
  type AlertsDatabase,
  alertsDatabase,
  anEvent,
  publishNext,
  type UnnumberedEvent,
} from "../../../support/stored-alerts.ts";

const MINUTE = 60_000;

const rule = (name: string, autoResolveMinutes: number | null, enabled = true): Rule => ({
  id: `rul_${name}`,
  name,
  description: null,
  enabled,
  events: [],
  filters: { match: "all", conditions: [] },
  expression: null,
  setPriority: null,
  statuses: [...STATUSES],
  onlyOnChange: false,
  followUp: true,
  autoResolveMinutes,
  channels: "all",
});

const table = (...rules: Rule[]): RoutingTable => ({
  rules,
  channels: [],
  accessRequests: new Map(),
  mutes: [],
});
const routes = (...rules: Rule[]) => ({ table: table(...rules), queued: () => {} });

/** By the rules that the event is found to match. */
function resolvedAt(event: UnnumberedEvent, ...rules: Rule[]): number | null {
  const { payload, details } = event;
  return autoResolveAt(event, matchingRules({ payload, details, before: null }, table(...rules)));
}

describe("an alert is resolved", () => {
  const event = (given: Partial<Payload> = {}) => anEvent({ alert_id: "a", ...given }, 1_000);
  test.each<[string, Rule[], number | null]>([
    ["never without a rule that says so", [rule("None", null)], null],
    ["after the minutes of its rule", [rule("Ten", 10)], 1_000 + 10 * MINUTE],
    [
      "after the shortest of several",
      [rule("Ten", 10), rule("Five", 5), rule("None", null)],
      1_000 + 5 * MINUTE,
    ],
    ["not by a disabled rule", [rule("Ten", 10, false)], null],
  ])("%s", (_, rules, at) => {
    expect(resolvedAt(event(), ...rules)).toBe(at);
  });

  test.each(STATUSES)("where it is ongoing: %s", (status) => {
    const ongoing = status === "Open" || status === "Acknowledged";
    expect(resolvedAt(event({ status }), rule("Ten", 10)) !== null).toBe(ongoing);
  });

  test("not for an Access Request event, which no rule routes", () => {
    const di_event = "access_management_access_request";
    expect(resolvedAt(event({ di_event }), rule("Ten", 10))).toBeNull();
  });
});

describe("by the clock", () => {
  const ten = routes(rule("Night shift", 10));
  const post = (database: AlertsDatabase, alert_id: string, at: number, given: Partial<Payload> = {}) =>
    publishNext(database.at(at), anEvent({ alert_id, ...given }, at), ten);

  test("an alert without another event in time becomes Auto-Resolved in its rule's name, once", async () => {
    using database = alertsDatabase();
    post(database, "a", 0, { category: "Disk" });
    expect(autoResolve(database.at(10 * MINUTE - 1), ten, 50)).toBe(0);
    expect(autoResolve(database.at(10 * MINUTE), ten, 50)).toBe(1);
    expect(autoResolve(database.at(99 * MINUTE), ten, 50)).toBe(0);
    const alert = await findAlertHistory(database.db, "a");
    expect(alert).toMatchObject({ occurrences: 1, autoResolveAt: null });
    expect(alert?.payload).toMatchObject({
      status: "Auto-Resolved",
      previous_alert_status: "Open",
      initiated_by: "Night shift",
      update_at: "1970-01-01T00:10:00.000Z",
      occurred_at: "1970-01-01T00:00:00.000Z",
      category: "Disk",
    });
    expect(alert?.events.data).toHaveLength(2);
  });

  test("each event postpones it, and an event that resolves the alert cancels it", () => {
    using database = alertsDatabase();
    const due = (at: number) => alertsToResolve(database.db, at, 50);
    post(database, "a", 0);
    post(database, "a", 5 * MINUTE, { status: "Acknowledged" });
    expect(due(10 * MINUTE)).toEqual([]);
    expect(due(15 * MINUTE)).toEqual(["a"]);
    post(database, "a", 6 * MINUTE, { status: "Resolved" });
    expect(due(99 * MINUTE)).toEqual([]);
  });

  test("also by a rule that picks events, and after a user has acknowledged the alert", async () => {
    using database = alertsDatabase();
    const picky = routes({ ...rule("Night shift", 10), events: ["disk_full"] });
    publishNext(database.at(0), anEvent({ alert_id: "a", di_event: "disk_full" }), picky);
    const change = {
      status: "Acknowledged",
      by: "Ada",
      remark: null,
      apiKeyId: null,
    } as const;
    const stored = storedAlert(database.db, "a");
    const tx = database.at(5 * MINUTE);
    if (stored !== undefined) publish(tx, statusEvent(tx, stored, change), picky);
    expect(autoResolve(database.at(15 * MINUTE), picky, 50)).toBe(1);
    const alert = await findAlertHistory(database.db, "a");
    expect(alert?.payload).toMatchObject({
      status: "Auto-Resolved",
      previous_alert_status: "Acknowledged",
      initiated_by: "Night shift",
    });
  });

  test("in small steps, the longest due first", () => {
    using database = alertsDatabase();
    for (const [id, at] of [
      ["late", 3],
      ["early", 1],
      ["middle", 2],
    ] as const)
      post(database, id, at);
    expect(alertsToResolve(database.db, 11 * MINUTE, 2)).toEqual(["early", "middle"]);
    expect([1, 2, 3].map(() => autoResolve(database.at(11 * MINUTE), ten, 2))).toEqual([2, 1, 0]);
  });

  test("even if the rule was deleted meanwhile", async () => {
    using database = alertsDatabase();
    post(database, "a", 0);
    autoResolve(database.at(10 * MINUTE), routes(), 50);
    const alert = await findAlertHistory(database.db, "a");
    expect(alert?.payload).toMatchObject({ status: "Auto-Resolved", initiated_by: "Auto-resolve" });
  });
});
