import * as fc from "fast-check";
import { expect, test } from "vitest";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { indexAlerts } from "#db/queries/alert-search.ts";
import { lastEventSeq } from "#db/queries/as-of.ts";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { ALERT_SORTS, type AlertFilter, type AlertOrder, isFiltered } from "#lib/domain/alert/list.ts";
import { type AlertsDatabase, alertsDatabase, anEvent } from "../../support/stored-alerts.ts";

/** What may happen between two pages, and a page. */
type Step =
  | { kind: "post"; alert: number; status: number; priority: number }
  | { kind: "index"; alerts: number }
  | { kind: "page" };

const ALERTS = 12;
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("post" as const),
      alert: fc.nat({ max: ALERTS - 1 }),
      status: fc.nat({ max: 1 }),
      priority: fc.nat({ max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("index" as const), alerts: fc.nat({ max: 5 }) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("page" as const) }) },
);
const order: fc.Arbitrary<AlertOrder> = fc.record({
  by: fc.constantFrom(...ALERT_SORTS),
  descending: fc.boolean(),
});
const filter: fc.Arbitrary<AlertFilter> = fc.constantFrom<AlertFilter[]>(
  {},
  { status: "Open" },
  { priority: "High" },
  { status: "Open", priority: "High" },
  { category: "Odd" },
  { q: "disk" },
  { q: "disk", status: "Open" },
);

type State = { status: string; priority: string; odd: boolean };
const fits = (state: State | undefined, { status, priority, category }: AlertFilter): boolean =>
  state !== undefined &&
  (status === undefined || state.status === status) &&
  (priority === undefined || state.priority === priority) &&
  (category === undefined || state.odd);

/** A database, what each alert is now, and which have fitted a filter ever since the first page. */
class Walk {
  readonly #database: AlertsDatabase;
  readonly #filter: AlertFilter;
  readonly #order: AlertOrder;
  readonly #now = new Map<string, State>();
  readonly fittedThroughout = new Set<string>();
  readonly seen: string[] = [];
  #cursor: string | null | undefined;
  asOf: number[] = [];

  constructor(database: AlertsDatabase, chosen: AlertFilter, by: AlertOrder) {
    this.#database = database;
    this.#filter = chosen;
    this.#order = by;
  }

  post(alert: number, status: number, priority: number): void {
    const id = `alert-${alert}`;
    const state = {
      status: STATUSES[status] ?? "Open",
      priority: PRIORITIES[priority] ?? "Low",
      odd: alert % 2 === 1,
    };
    const category = state.odd ? "Odd" : "Even";
    this.#database.store(
      anEvent({ alert_id: id, alert_title: `Disk ${alert} full`, category, ...state } as Parameters<
        typeof anEvent
      >[0]),
    );
    this.#now.set(id, state);
    if (!fits(state, this.#filter)) this.fittedThroughout.delete(id);
  }

  index(limit: number): void {
    indexAlerts(this.#database.db, limit);
  }

  /** Reads the next page; the first begins the walk. Resolves with whether more may come. */
  async page(): Promise<boolean> {
    const begins = this.#cursor === undefined;
    if (this.#cursor === null) return false;
    if (begins)
      for (const [id, state] of this.#now) if (fits(state, this.#filter)) this.fittedThroughout.add(id);
    const page = await listAlerts(this.#database.db, {
      ...this.#filter,
      order: this.#order,
      cursor: this.#cursor,
      limit: 2,
    });
    expect(page.data.length).toBeLessThanOrEqual(2);
    this.seen.push(...page.data.map(({ alertId }) => alertId));
    this.asOf.push(page.asOf);
    expect(page.readAt).toBe(lastEventSeq(this.#database.db));
    this.#cursor = page.nextCursor;
    return page.nextCursor !== null;
  }
}

function take(walk: Walk, one: Step): unknown {
  if (one.kind === "post") return walk.post(one.alert, one.status, one.priority);
  return one.kind === "index" ? walk.index(one.alerts) : walk.page();
}

function empty({ sqlite }: AlertsDatabase): void {
  sqlite.exec("DELETE FROM alerts; DELETE FROM events; DELETE FROM alert_search_rows");
  sqlite.exec("INSERT INTO alert_search (alert_search) VALUES ('delete-all')");
}

test("no alert that the list had at its first page is skipped, whatever fires between the pages", async () => {
  using database = alertsDatabase();
  // Nothing here outlives the test, and thousands of fsyncs would take a minute.
  database.sqlite.pragma("synchronous = OFF");
  const before = fc.array(fc.nat({ max: ALERTS - 1 }), { maxLength: 15 });
  const property = fc.asyncProperty(
    before,
    fc.array(step, { maxLength: 40 }),
    filter,
    order,
    async (...all) => {
      const [first, steps, chosen, by] = all;
      empty(database);
      const walk = new Walk(database, chosen, by);
      for (const [index, alert] of first.entries()) walk.post(alert, index % 2, index % 4);
      walk.index(first.length % 7);
      await walk.page();
      for (const one of steps) await take(walk, one);
      // Alerts go on firing until the end: the walk must end all the same.
      for (let pages = 0; await walk.page(); pages++) {
        expect(pages).toBeLessThan(2 * ALERTS);
        walk.post(pages % ALERTS, 0, 1);
        walk.index(100);
      }
      expect(walk.seen).toEqual(expect.arrayContaining([...walk.fittedThroughout]));
      for (const id of new Set(walk.seen))
        expect(walk.seen.filter((other) => other === id).length).toBeLessThanOrEqual(2);
      expect(new Set(walk.asOf).size).toBe(1);
    },
  );
  await fc.assert(property, { numRuns: 300 });
}, 60_000);

test("an alert that fires above the walk comes after it, a new one does not", async () => {
  using database = alertsDatabase();
  database.store(...[0, 1, 2, 3].map((n) => anEvent({ alert_id: `alert-${n}` })));
  const first = await listAlerts(database.db, { limit: 2 });
  database.store(
    anEvent({ alert_id: "alert-0" }),
    anEvent({ alert_id: "new" }),
    anEvent({ alert_id: "alert-3" }),
  );
  const second = await listAlerts(database.db, { limit: 2, cursor: first.nextCursor ?? "" });
  const third = await listAlerts(database.db, { limit: 2, cursor: second.nextCursor ?? "" });
  const ids = [first, second, third].map(({ data }) => data.map(({ alertId }) => alertId));
  expect(ids).toEqual([["alert-3", "alert-2"], ["alert-1", "alert-3"], ["alert-0"]]);
  expect(third.nextCursor).toBeNull();
  expect([first.asOf, second.asOf, third.asOf]).toEqual([4, 4, 4]);
  expect([first.readAt, third.readAt]).toEqual([4, 7]);
});

test("a list by words knows what the index lacks too, while that is little", async () => {
  using database = alertsDatabase();
  database.store(
    anEvent({ alert_id: "a", alert_title: "Disk" }),
    anEvent({ alert_id: "b", alert_title: "Disk" }),
  );
  indexAlerts(database.db, 1);
  const { data, asOf } = await listAlerts(database.db, { q: "disk" });
  expect([data.map(({ alertId }) => alertId), asOf]).toEqual([["b", "a"], 2]);
});

test("a list by words that is far behind leads on to what it lacks, and ends once the index has it", async () => {
  using database = alertsDatabase();
  const { db } = database;
  database.sqlite.pragma("synchronous = OFF");
  const q = "disk";
  database.store(anEvent({ alert_id: "first", alert_title: "Disk" }));
  indexAlerts(db, 10);
  const storm = Array.from({ length: 2_100 }, (_, n) =>
    anEvent({ alert_id: `storm-${n}`, alert_title: "Router" }),
  );
  database.store(...storm, anEvent({ alert_id: "first", alert_title: "Disk" }));
  const first = await listAlerts(db, { q });
  expect(first).toMatchObject({ asOf: 1, data: [{ alertId: "first" }], nextCursor: expect.any(String) });
  const meanwhile = await listAlerts(db, { q, cursor: first.nextCursor ?? "" });
  expect(meanwhile).toMatchObject({ data: [], nextCursor: expect.any(String) });
  while (indexAlerts(db, 500) > 0);
  const last = await listAlerts(db, { q, cursor: meanwhile.nextCursor ?? "" });
  expect(last).toMatchObject({ data: [{ alertId: "first" }], nextCursor: null });
});

test.each<[AlertFilter, AlertOrder]>([
  [{ status: "Open" }, { by: "updated", descending: true }],
  [{}, { by: "updated", descending: false }],
  [{}, { by: "priority", descending: true }],
  [{ q: "title" }, { by: "updated", descending: true }],
])("a cursor is good for its own list, not for that by %j in the order %j", async (other, by) => {
  using database = alertsDatabase();
  database.store(...[0, 1, 2].map((n) => anEvent({ alert_id: `alert-${n}` })));
  const { nextCursor } = await listAlerts(database.db, { limit: 1 });
  expect(isFiltered(other) || by.by !== "updated" || !by.descending).toBe(true);
  await expect(
    listAlerts(database.db, { ...other, order: by, cursor: nextCursor ?? "" }),
  ).rejects.toMatchObject({ code: "invalid", issues: [{ path: "cursor" }] });
});
