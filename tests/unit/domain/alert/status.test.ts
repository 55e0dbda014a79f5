import { describe, expect, test } from "vitest";
import { type AlertStatus, STATUSES } from "#lib/domain/alert/alert.ts";
import { isOngoing, maySetStatus, refuseStatus } from "#lib/domain/alert/status.ts";
import {
  bulkStatusSchema,
  statusChangeSchema,
  statusChangesSchema,
} from "#lib/domain/alert/status-schema.ts";
import { refusalOf } from "../../refusal.ts";

const ALLOWED: Record<AlertStatus, AlertStatus[]> = {
  Open: ["Acknowledged", "Resolved"],
  Acknowledged: ["Open", "Resolved"],
  Resolved: ["Open"],
  "Auto-Resolved": ["Open"],
};

describe.each(STATUSES)("an alert that is %s", (from) => {
  test.each(STATUSES)("to %s", (to) => {
    const allowed = ALLOWED[from].includes(to);
    expect(maySetStatus(from, to)).toBe(allowed);
    const why = refuseStatus(from, to);
    if (allowed || from === to) expect(why).toBeNull();
    else expect(why).toMatch(/^[A-Z].+\.$/);
  });
});

test.each<[AlertStatus, AlertStatus, string]>([
  ["Resolved", "Acknowledged", "An alert that is Resolved can't become Acknowledged: reopen it first."],
  ["Open", "Auto-Resolved", "Only a rule sets Auto-Resolved: use Resolved."],
])("%s to %s is refused: %s", (from, to, why) => {
  expect(refuseStatus(from, to)).toBe(why);
});

test("what is open or acknowledged is ongoing", () => {
  expect(STATUSES.filter(isOngoing)).toEqual(["Open", "Acknowledged"]);
});

describe("a change of status", () => {
  test.each([
    [{ status: "Resolved" }, null],
    [{ status: "Resolved", remark: null }, null],
    [{ status: "Resolved", remark: " \n" }, null],
    [{ status: "Resolved", remark: " Disk\nreplaced. " }, " Disk\nreplaced. "],
    [{ status: "Resolved", remark: "x".repeat(10_000) }, "x".repeat(10_000)],
    [{ status: "Resolved", remark: "😀".repeat(10_000) }, "😀".repeat(10_000)],
  ])("is taken", (input, remark) => {
    expect(statusChangeSchema.parse(input)).toEqual({ status: "Resolved", remark });
  });

  test.each<[unknown, string]>([
    [{ status: "resolved" }, "status"],
    [{ remark: "x" }, "status"],
    [{ status: "Resolved", remark: "x".repeat(10_001) }, "remark"],
    [{ status: "Resolved", remark: "\ud800" }, "remark"],
    [{ status: "Resolved", remark: 7 }, "remark"],
    [{ status: "Resolved", note: "x" }, "note"],
    [null, ""],
    [[], ""],
  ])("that is off is refused where it is: case %#", (input, path) => {
    expect(refusalOf(statusChangeSchema, input).map((issue) => issue.path)).toEqual([path]);
  });

  test("of more than 200 alerts at once is refused", () => {
    const many = (count: number) => ({
      alertIds: Array(count).fill("a"),
      asOf: "1",
      change: { status: "Resolved" },
    });
    expect(statusChangesSchema.safeParse(many(200)).success).toBe(true);
    expect(statusChangesSchema.safeParse(many(201)).success).toBe(false);
  });
});

describe("a change of many alerts", () => {
  const change = { as_of: "1", status: "Resolved" };

  test.each<[object, unknown]>([
    [{ filter: {} }, { filter: {} }],
    [{ filter: { q: "" } }, { filter: {} }],
    [
      { filter: { status: "Open", priority: "High", category: "Disk", source_name: "CI", q: "disk" } },
      { filter: { status: "Open", priority: "High", category: "Disk", sourceName: "CI", q: "disk" } },
    ],
    [{ alert_ids: ["a", "b"] }, { ids: ["a", "b"] }],
  ])("of %j is taken", (which, alerts) => {
    const parsed = bulkStatusSchema.parse({ ...change, ...which });
    expect(parsed).toEqual({ alerts, asOf: "1", change: { status: "Resolved", remark: null } });
  });

  test.each<[unknown, string]>([
    [{ ...change }, "filter"],
    [{ ...change, filter: {}, alert_ids: ["a"] }, "alert_ids"],
    [{ ...change, alert_ids: [] }, "alert_ids"],
    [{ ...change, alert_ids: "a" }, "alert_ids"],
    [{ ...change, alert_ids: ["a", 7] }, "alert_ids[1]"],
    [{ ...change, alert_ids: Array(1_001).fill("a") }, "alert_ids"],
    [{ ...change, filter: [] }, "filter"],
    [{ ...change, filter: null }, "filter"],
    [{ ...change, filter: { status: "open" } }, "filter.status"],
    [{ ...change, filter: { source: "CI" } }, "filter.source"],
    [{ ...change, filter: { q: 7 } }, "filter.q"],
    [{ status: "Resolved", filter: {} }, "as_of"],
    [{ ...change, as_of: 7, filter: {} }, "as_of"],
    [{ ...change, status: "Auto-Resolved", filter: {} }, "status"],
    [{ ...change, status: "resolved", filter: {} }, "status"],
    [{ ...change, filter: {}, remark: 7 }, "remark"],
    [{ ...change, filter: {}, ids: [] }, "ids"],
    [null, ""],
    [[], ""],
  ])("that is off is refused where it is: case %#", (input, path) => {
    expect(refusalOf(bulkStatusSchema, input).map((issue) => issue.path)).toEqual([path]);
  });
});
