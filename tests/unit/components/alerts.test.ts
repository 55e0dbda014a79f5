import { describe, expect, test } from "vitest";
import { alertPath } from "#components/alerts/paths.ts";
import { alertCount, changedInWords, countUpTo, progressOf } from "#components/alerts/words.ts";
import { choiceOf } from "../../../app/(console)/alerts/(list)/choice.ts";

describe("the address bar chooses", () => {
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

  test("a cursor that no list gave is as good as none", () => {
    expect(choiceOf({ cursor: "2-1a" }).cursor).toBe("2-1a");
    expect(choiceOf({ cursor: "' OR 1" }).cursor).toBeUndefined();
  });
});

test("an id that needs care is one step of the path", () => {
  expect(alertPath("a/b?c#d %")).toBe("/alerts/a%2Fb%3Fc%23d%20%25");
});

describe("in words", () => {
  test("counts", () => {
    expect([alertCount(1), alertCount(1_200)]).toEqual(["1 alert", "1,200 alerts"]);
    expect([999, 1_000, 1_001].map((count) => countUpTo(count, 1_000))).toEqual(["999", "1,000", "1,000+"]);
    expect(progressOf({ changed: 1_000, skipped: 200 }, "5,000")).toBe("1,200 of 5,000…");
  });

  test.each([
    [{ changed: 2, skipped: 0 }, "2 alerts are Resolved", undefined],
    [{ changed: 1, skipped: 1 }, "1 alert is Resolved", "1 alert skipped: its status does not allow it."],
    [
      { changed: 0, skipped: 3 },
      "0 alerts are Resolved",
      "3 alerts skipped: their status does not allow it.",
    ],
  ])("what became of %j", (changed, title, description) => {
    expect(changedInWords(changed, "Resolved")).toEqual([title, description]);
  });
});
