import { describe, expect, test } from "vitest";
import { alertFacetValues } from "#db/queries/alert-facets.ts";
import { lastEventsOf } from "#db/queries/alert-history.ts";
import { countAlerts } from "#db/queries/alert-list.ts";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { indexAlerts, indexedUpTo, searchIsBehind } from "#db/queries/alert-search.ts";
import { searchBehindSeconds } from "#db/queries/alert-search-tail.ts";
import { insertEvent } from "#db/queries/alerts.ts";
import { type AlertStatus, PRIORITIES, type Priority, STATUSES } from "#lib/domain/alert/alert.ts";
import type { AlertFacet, AlertFilter, AlertOrder } from "#lib/domain/alert/list.ts";
import { type AlertsDatabase, alertsDatabase, anEvent, asRow } from "../../support/stored-alerts.ts";

const COUNT = 60;

/** Alert `n` has every mix of state, category, source and words, and an event that is the `n`th. */
const numbered = (n: number) =>
  anEvent(
    {
      alert_id: `alert-${n}`,
      alert_title: n % 3 === 0 ? `Disk ${n} almost full` : `Login ${n} failed`,
      status: STATUSES[n % 4] as AlertStatus,
      priority: PRIORITIES[Math.floor(n / 4) % 4] as Priority,
      category: n % 5 === 0 ? "Disk space" : n % 5 === 1 ? "Disk" : null,
      source_name: n % 2 === 0 ? "Grafana" : "CI/CD",
    },
    n * 1_000,
  );

const numbers = Array.from({ length: COUNT }, (_, n) => n);

function filled(): AlertsDatabase {
  const database = alertsDatabase();
  database.store(...numbers.map(numbered));
  indexAll(database);
  return database;
}

function indexAll({ db }: AlertsDatabase): void {
  while (indexAlerts(db, 7) > 0);
}

type Alert = ReturnType<typeof numbered>["payload"];
const alertOf = (n: number): Alert => numbered(n).payload;
const idsOf = (some: number[]) => some.map((n) => `alert-${n}`);

async function allPages(
  { db }: AlertsDatabase,
  request: AlertFilter & { order?: AlertOrder },
  between: (page: number) => void = () => {},
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page++) {
    const { data, nextCursor } = await listAlerts(db, { ...request, cursor, limit: 4 });
    ids.push(...data.map(({ alertId }) => alertId));
    if (nextCursor === null) return ids;
    cursor = nextCursor;
    between(page);
  }
  throw new Error("The list does not end.");
}

const FILTERS: [string, AlertFilter, (alert: Alert) => boolean][] = [
  ["nothing", {}, () => true],
  ["a status", { status: "Open" }, ({ status }) => status === "Open"],
  ["a priority", { priority: "Critical" }, ({ priority }) => priority === "Critical"],
  [
    "both",
    { status: "Auto-Resolved", priority: "Low" },
    ({ status, priority }) => status === "Auto-Resolved" && priority === "Low",
  ],
  ["a category as a whole", { category: "Disk" }, ({ category }) => category === "Disk"],
  ["a source", { sourceName: "CI/CD" }, ({ source_name }) => source_name === "CI/CD"],
  [
    "category, source and status",
    { category: "Disk space", sourceName: "Grafana", status: "Open" },
    (one) => one.category === "Disk space" && one.source_name === "Grafana" && one.status === "Open",
  ],
  ["a word's beginning", { q: "FAI" }, ({ alert_title }) => alert_title.includes("failed")],
  [
    "words of title, category and source, in any order",
    { q: "graf spac alm" },
    (one) =>
      one.alert_title.startsWith("Disk") && one.category === "Disk space" && one.source_name === "Grafana",
  ],
  ["an id", { q: " alert-17 " }, ({ alert_id }) => alert_id === "alert-17"],
  ["a word that no alert has", { q: "nowhere" }, () => false],
  ["no word at all", { q: '"*' }, () => false],
  ["a category that no alert has", { category: "disk" }, () => false],
  [
    "words and a status",
    { q: "login", status: "Resolved" },
    ({ alert_title, status }) => alert_title.startsWith("Login") && status === "Resolved",
  ],
];

const ranked = (some: number[], order: readonly Priority[]) =>
  order.flatMap((priority) => some.filter((n) => alertOf(n).priority === priority).toReversed());

const ORDERS: [string, AlertOrder, (found: number[], filtered: boolean) => number[]][] = [
  ["last update", { by: "updated", descending: true }, (found) => found.toReversed()],
  ["last update, oldest first", { by: "updated", descending: false }, (found) => found],
  ["first seen", { by: "first", descending: true }, (found) => found.toReversed()],
  [
    "first seen, oldest first: only where nothing is filtered",
    { by: "first", descending: false },
    (found, filtered) => (filtered ? found.toReversed() : found),
  ],
  ["priority", { by: "priority", descending: true }, (found) => ranked(found, PRIORITIES)],
  [
    "priority, Low first",
    { by: "priority", descending: false },
    (found) => ranked(found, PRIORITIES.toReversed()),
  ],
];

describe.each(ORDERS)("sorted by %s", (_, order, sorted) => {
  test.each(FILTERS)("the pages of what has %s hold each alert once, in order", async (_, filter, has) => {
    using database = filled();
    const found = numbers.filter((n) => has(alertOf(n)));
    const filtered = Object.keys(filter).length > 0;
    expect(await allPages(database, { ...filter, order })).toEqual(idsOf(sorted(found, filtered)));
    expect(await countAlerts(database.db, filter, 1_000)).toBe(found.length);
  });
});

describe("while alerts move", () => {
  test.each<[string, AlertFilter]>([
    ["the whole list", {}],
    ["a filtered list", { q: "graf" }],
  ])("%s shows all, those that stay once", async (_, filter) => {
    using database = filled();
    const moved = idsOf([58, 40, 30, 2]);
    const ids = await allPages(database, filter, (page) => {
      const alert_id = moved[page];
      if (alert_id !== undefined)
        database.store(anEvent({ alert_id, source_name: "Grafana" }, 90_000 + page));
      if (page % 2 === 1) indexAll(database);
    });
    const stayed = numbers.filter((n) => (filter.q ? n % 2 === 0 : true)).map((n) => `alert-${n}`);
    expect(ids).toEqual(expect.arrayContaining(stayed));
    const still = ids.filter((id) => !moved.includes(id));
    expect(new Set(still).size).toBe(still.length);
  });

  test("an alert that moved stands first", async () => {
    using database = filled();
    database.store(anEvent({ alert_id: "alert-3" }, 90_000));
    const { data } = await listAlerts(database.db, {});
    expect(data[0]).toMatchObject({ alertId: "alert-3", occurrences: 2, firstAt: 3_000, updatedAt: 90_000 });
  });
});

describe("the search index", () => {
  const found = async ({ db }: AlertsDatabase, filter: AlertFilter) =>
    (await listAlerts(db, filter)).data.map(({ alertId }) => alertId);

  test("indexes alerts in steps, and continues where it stopped", () => {
    using database = alertsDatabase();
    expect(searchIsBehind(database.db)).toBe(false);
    database.store(...numbers.map(numbered));
    expect(searchIsBehind(database.db)).toBe(true);
    expect([1, 2, 3, 4].map(() => indexAlerts(database.db, 25))).toEqual([25, 25, 10, 0]);
    expect(searchIsBehind(database.db)).toBe(false);
  });

  test("shows an alert as it is now, even if its last change is not indexed yet", async () => {
    using database = filled();
    const { db } = database;
    database.store(anEvent({ alert_id: "alert-8", status: "Resolved", category: "Network" }, 90_000));
    const { data } = await listAlerts(db, { q: "alert-8" });
    expect(data).toMatchObject([{ alertId: "alert-8", status: "Resolved", category: "Network" }]);
    expect(await found(database, { q: "alert-8", status: "Open" })).toEqual([]);
    for (const filter of [{ q: "netw" }, { category: "Network" }, { category: "Network", q: "alert-8" }])
      expect([await found(database, filter), await countAlerts(db, filter, 10)]).toEqual([["alert-8"], 1]);
  });

  test("finds everything while it is a little behind", async () => {
    using database = filled();
    database.store(
      anEvent({ alert_id: "alert-8", alert_title: "Router down", category: "Network" }, 90_000),
      anEvent(
        { alert_id: "new", alert_title: "Router up", category: "Network", source_name: "CI/CD" },
        91_000,
      ),
    );
    const pages = (filter: AlertFilter) => allPages(database, filter);
    expect(await pages({ q: "router" })).toEqual(["new", "alert-8"]);
    expect(await pages({ category: "Network", sourceName: "CI/CD" })).toEqual(["new"]);
    expect(await pages({ q: "login 8" })).toEqual([]);
    const titled = numbers.filter((n) => n % 3 !== 0 && n !== 8).toReversed();
    expect(await pages({ q: "login" })).toEqual(idsOf(titled));
    expect(await countAlerts(database.db, { q: "login" }, 1_000)).toBe(titled.length);
    expect(searchBehindSeconds(database.db, 99_000)).toBeNull();
  });

  test("says how far it is behind, and filters still find everything", async () => {
    using database = filled();
    const { db } = database;
    const storm = Array.from({ length: 2_001 }, (_, n) =>
      anEvent({ alert_id: `storm-${n}`, category: "Storm", source_name: "CI/CD" }, 90_000 + n),
    );
    database.store(...storm);
    expect(searchBehindSeconds(db, 90_900)).toBeNull();
    expect(searchBehindSeconds(db, 102_500)).toBe(13);
    expect(await found(database, { q: "storm" })).toEqual([]);
    for (const filter of [{ category: "Storm" }, { category: "Storm", sourceName: "CI/CD" }]) {
      expect((await found(database, filter))[0]).toBe("storm-2000");
      expect(await countAlerts(db, filter, 9_000)).toBe(2_001);
    }
    expect(await countAlerts(db, { category: "Storm", sourceName: "Grafana" }, 9_000)).toBe(0);
    expect((await alertFacetValues(db, "category", { limit: 9 })).values).toContain("Storm");
    indexAlerts(db, 1);
    expect(searchBehindSeconds(db, 102_500)).toBeNull();
    expect(await countAlerts(db, { q: "storm" }, 9_000)).toBe(2_001);
  });

  test("says up to which event it is complete", () => {
    using database = alertsDatabase();
    const { db } = database;
    expect(indexedUpTo(db)).toBe(0);
    database.store(...[1, 2, 3].map(numbered));
    expect(indexedUpTo(db)).toBe(0);
    indexAlerts(db, 2);
    expect(indexedUpTo(db)).toBe(2);
    database.store(numbered(1));
    expect(indexedUpTo(db)).toBe(2);
    indexAll(database);
    expect(indexedUpTo(db)).toBe(4);
    insertEvent(db, asRow({ ...numbered(4), seq: 5, boot: null, id: "evt_test", test: true }));
    expect(indexedUpTo(db)).toBe(5);
  });

  test("checks the text itself: an alert that only resembles it is neither listed nor counted", async () => {
    using database = alertsDatabase();
    const titles = ["10.0.0.1 down", "10.0.0.0.1 0.0.0.1 down", "10.0.0.12 down", "0.0.10.0.1 down"];
    database.store(...titles.map((alert_title, n) => anEvent({ alert_id: `ip-${n}`, alert_title })));
    indexAll(database);
    expect(await found(database, { q: "10.0.0.1" })).toEqual(["ip-0"]);
    expect(await countAlerts(database.db, { q: "10.0.0.1" }, 10)).toBe(1);
  });

  test("a step ends early where alerts are expensive", () => {
    using database = alertsDatabase();
    const alert_title = (n: number) => Array.from({ length: 15 }, (_, at) => `aB${n}cD${at}eFgHi`).join(" ");
    database.store(...numbers.map((n) => anEvent({ alert_id: `${n}`, alert_title: alert_title(n) })));
    const taken = indexAlerts(database.db, 60);
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(60);
    indexAll(database);
    expect(searchIsBehind(database.db)).toBe(false);
  });

  test("forgets the alert's earlier text", async () => {
    using database = filled();
    database.store(anEvent({ alert_id: "alert-3", alert_title: "Router down" }, 90_000));
    indexAll(database);
    expect(await found(database, { q: "router" })).toEqual(["alert-3"]);
    expect(await found(database, { q: "disk 3" })).not.toContain("alert-3");
  });

  test("catches up where an alert moved on between two steps", async () => {
    using database = alertsDatabase();
    database.store(...[1, 2, 3].map(numbered));
    indexAlerts(database.db, 2);
    database.store(anEvent({ alert_id: "alert-1", alert_title: "Router down" }, 90_000));
    indexAlerts(database.db, 1);
    database.store(anEvent({ alert_id: "alert-1", alert_title: "Router up" }, 91_000));
    indexAll(database);
    expect(await found(database, { q: "router" })).toEqual(["alert-1"]);
    expect(await found(database, { q: "router down" })).toEqual([]);
    expect(await countAlerts(database.db, { q: "router" }, 10)).toBe(1);
  });

  test("knows each category and source that alerts have, at once", async () => {
    using database = filled();
    database.store(anEvent({ alert_id: "alert-0", category: "Network" }, 90_000));
    const valuesOf = (field: AlertFacet, options: { typed?: string; limit: number }) =>
      alertFacetValues(database.db, field, options);
    expect(await valuesOf("category", { limit: 3 })).toEqual({
      values: ["Disk", "Disk space", "Network"],
      more: false,
    });
    expect(await valuesOf("category", { limit: 2 })).toEqual({ values: ["Disk", "Disk space"], more: true });
    expect(await valuesOf("category", { typed: " SPACE", limit: 2 })).toEqual({
      values: ["Disk space"],
      more: false,
    });
    expect((await valuesOf("source_name", { limit: 9 })).values).toEqual(["CI/CD", "Grafana"]);
  });
});

test("a search for a whole text of words is taken", async () => {
  using database = filled();
  const q = `disk almost full ${Array.from({ length: 5_000 }, (_, n) => `w${n}`).join(" ")}`;
  expect((await listAlerts(database.db, { q })).data).toEqual([]);
  expect((await listAlerts(database.db, { q: "almost ".repeat(5_000) })).data).toHaveLength(20);
});

test("a count ends at its limit", async () => {
  using database = filled();
  expect(await countAlerts(database.db, {}, 10)).toBe(11);
  expect(await countAlerts(database.db, { q: "login" }, 10)).toBe(11);
});

test("an alert's fields are those of its last event", async () => {
  using database = filled();
  const last = anEvent({ alert_id: "alert-3", description: "Now" }, 90_000);
  database.store(last);
  const found = await lastEventsOf(database.db, ["alert-3", "nowhere"]);
  expect([...found]).toEqual([["alert-3", { payload: last.payload, details: null }]]);
});

test.each(["", "-", "1-", "1a", "2-1a", "A", "1-'"])("%j is no cursor", async (cursor) => {
  using database = alertsDatabase();
  await expect(listAlerts(database.db, { cursor })).rejects.toMatchObject({ code: "invalid" });
});
