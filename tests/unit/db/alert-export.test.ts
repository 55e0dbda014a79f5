import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aboveAlerts, alertsBelow } from "#db/queries/alert-export.ts";
import type { AlertFilter } from "#lib/domain/alert/list.ts";
import { type AlertsDatabase, alertsDatabase, anEvent } from "../../support/stored-alerts.ts";

let database: AlertsDatabase;

beforeEach(() => {
  database = alertsDatabase();
});

afterEach(() => database[Symbol.dispose]());

const alert = (n: number, status: "Open" | "Resolved" = "Open") =>
  anEvent({ alert_id: `a${n}`, alert_title: n === 3 ? "Disk full" : "Login failed", status });

/** What each read of an export finds; `between` runs after each. */
function exported(
  filter: AlertFilter,
  looks: number,
  { limit = looks, between = () => {} }: { limit?: number; between?: () => void } = {},
): string[][] {
  const pages: string[][] = [];
  let above: number | null = aboveAlerts(database.db);
  while (above !== null) {
    const { found, next } = alertsBelow(database.db, filter, above, { looks, limit });
    pages.push(found.map(({ payload }) => payload.alert_id));
    above = next;
    between();
  }
  return pages;
}

describe("an export of alerts", () => {
  beforeEach(() => {
    database.store(alert(1), alert(2), alert(3), alert(4), alert(5, "Resolved"));
  });

  test("goes from the alert first seen last to the first, page by page", () => {
    expect(exported({}, 2)).toEqual([["a5", "a4"], ["a3", "a2"], ["a1"]]);
    expect(exported({}, 5)).toEqual([["a5", "a4", "a3", "a2", "a1"], []]);
    expect(exported({}, 10)).toEqual([["a5", "a4", "a3", "a2", "a1"]]);
  });

  test.each<[AlertFilter, string[][]]>([
    [{ status: "Resolved" }, [["a5"], [], []]],
    [{ q: "disk" }, [[], ["a3"], []]],
    [{ category: "None" }, [[], [], []]],
  ])("a page holds what the filter %j finds of the alerts that it looked at", (filter, pages) => {
    expect(exported(filter, 2)).toEqual(pages);
  });

  test("a read ends with the page, or once it has found as many as it may", () => {
    expect(exported({}, 3, { limit: 2 })).toEqual([["a5", "a4"], ["a3", "a2"], ["a1"]]);
    expect(exported({ status: "Open" }, 3, { limit: 2 })).toEqual([["a4", "a3"], ["a2", "a1"], []]);
    expect(exported({ status: "Resolved" }, 3, { limit: 2 })).toEqual([["a5"], []]);
  });

  test("has each alert once, and none that came later, whatever happens meanwhile", () => {
    let n = 100;
    const pages = exported({}, 2, {
      between: () => database.store(alert(5), alert(1), alert(n++)),
    });
    expect(pages.flat()).toEqual(["a5", "a4", "a3", "a2", "a1"]);
  });

  test("shows an alert as it is when it is read", () => {
    const above = aboveAlerts(database.db);
    database.store(alert(5));
    expect(alertsBelow(database.db, {}, above, { looks: 1, limit: 1 }).found).toMatchObject([
      { payload: { alert_id: "a5", status: "Open" }, occurrences: 2, details: null },
    ]);
  });
});

test("an export of nothing is one empty page", () => {
  expect(exported({}, 2)).toEqual([[]]);
});
