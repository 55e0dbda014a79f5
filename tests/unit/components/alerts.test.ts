import { describe, expect, test } from "vitest";
import { alertCount, changedInWords, countUpTo, statusJobInWords } from "#components/alerts/words.ts";
import { alertPath } from "#components/paths.ts";
import { choiceOf } from "../../../app/(console)/alerts/choice.ts";

describe("filters and order from the address bar", () => {
  const newest = { by: "updated", descending: true };
  test.each([
    [{}, {}, newest],
    [{ status: "Open", priority: "High" }, { status: "Open", priority: "High" }, newest],
    [{ status: "open", priority: ["High", "Low"] }, {}, newest],
    [{ category: "Disk", source_name: "CI" }, { category: "Disk", sourceName: "CI" }, newest],
    [{ q: " disk " }, { q: "disk" }, newest],
    [{ q: " " }, {}, newest],
    [{ sort: "updated" }, {}, { by: "updated", descending: false }],
    [{ sort: "priority" }, {}, { by: "priority", descending: true }],
    [{ sort: "-priority" }, {}, { by: "priority", descending: false }],
    [{ sort: "-first" }, {}, { by: "first", descending: true }],
    [{ sort: "first", q: "disk" }, { q: "disk" }, newest],
    [{ sort: "secret" }, {}, newest],
  ])("%j", (params, filter, order) => {
    const choice = choiceOf(params as Parameters<typeof choiceOf>[0]);
    expect(JSON.parse(JSON.stringify(choice.filter))).toEqual(filter);
    expect(choice.order).toEqual(order);
  });

  test("what the list does not know is named, and the rest counts", () => {
    const params = { status: "open", priority: "Urgent", category: ["Disk", "CPU"], q: "disk" };
    expect(choiceOf(params)).toMatchObject({
      filter: { status: undefined, priority: undefined, category: undefined, q: "disk" },
      ignored: ['status "open"', 'priority "Urgent"', 'category "Disk,CPU"'],
    });
    expect(choiceOf({ status: "Open", priority: "", q: " " }).ignored).toEqual([]);
  });

  test("a cursor is passed on unchecked", () => {
    expect(choiceOf({ cursor: "2-1a" }).cursor).toBe("2-1a");
    expect(choiceOf({ cursor: ["1", "2"] }).cursor).toBeUndefined();
  });
});

test("an id with special characters is one segment of the path", () => {
  expect(alertPath("a/b?c#d %")).toBe("/alerts/a%2Fb%3Fc%23d%20%25");
});

describe("in words", () => {
  test("counts", () => {
    expect([alertCount(1), alertCount(1_200)]).toEqual(["1 alert", "1,200 alerts"]);
    expect([999, 1_000, 1_001].map((count) => countUpTo(count, 1_000))).toEqual(["999", "1,000", "1,000+"]);
  });

  test.each([
    [{ changed: 2, skipped: 0, newer: 0 }, "2 alerts are Resolved", undefined],
    [
      { changed: 1, skipped: 1, newer: 0 },
      "1 alert is Resolved",
      "1 alert skipped: its status does not allow it.",
    ],
    [
      { changed: 0, skipped: 3, newer: 1 },
      "0 alerts are Resolved",
      "3 alerts skipped: their status does not allow it. 1 alert left out: it has changed since you saw the list.",
    ],
  ])("the result %j", (changed, title, description) => {
    expect(changedInWords(changed, "Resolved")).toEqual([title, description]);
  });

  test.each<[Partial<Parameters<typeof statusJobInWords>[0]>, string, string[]]>([
    [{ state: "running", status: "Acknowledged", total: 900 }, "Acknowledging 900 alerts", []],
    [{ state: "running", status: "Open", total: 1, newer: 2 }, "Reopening 1 alert", []],
    [{ state: "done", status: "Resolved", done: 1_000, total: 1_000 }, "1,000 alerts are Resolved", []],
    [
      { state: "done", status: "Resolved", done: 3, failed: 1, newer: 2, total: 4 },
      "3 alerts are Resolved",
      [
        "1 alert skipped: its status does not allow it.",
        "2 alerts left out: they have changed since you saw the list.",
      ],
    ],
    [
      { state: "stopped", status: "Acknowledged", done: 400, total: 900 },
      "Stopped: 400 of 900 alerts are Acknowledged",
      [],
    ],
  ])("the job %j", (job, title, leftOut) => {
    const none = {
      state: "done",
      status: "Open",
      done: 0,
      failed: 0,
      newer: 0,
      total: 0,
    } as const;
    expect(statusJobInWords({ ...none, ...job })).toEqual({ title, leftOut });
  });
});
