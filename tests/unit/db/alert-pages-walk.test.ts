import * as fc from "fast-check";
import { expect, onTestFinished, test, vi } from "vitest";
import { listAlerts } from "#db/queries/alert-pages.ts";
import { indexAlerts } from "#db/queries/alert-search.ts";
import { lastEventSeq } from "#db/queries/as-of.ts";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { ALERT_SORTS, type AlertFilter, type AlertOrder } from "#lib/domain/alert/list.ts";
import { type AlertsDatabase, alertsDatabase, anEvent } from "../../support/stored-alerts.ts";

/** How many alerts that the index lacks a search reads; null as in the product. */
const reads = vi.hoisted(() => ({ atMost: null as number | null }));

vi.mock("#db/queries/alert-search-tail.ts", async (original) => {
  const { searchTail, ...rest } = await original<typeof import("#db/queries/alert-search-tail.ts")>();
  const shortTail: typeof searchTail = (...given) => {
    const tail = searchTail(...given);
    return reads.atMost === null ? tail : { ...tail, isRead: tail.count <= reads.atMost };
  };
  return { ...rest, searchTail: shortTail };
});

/** What may happen between two pages, and a page. */
type Step =
  | { kind: "post"; alert: number; status: number; priority: number; router: boolean }
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
      router: fc.integer({ min: 0, max: 4 }).map((one) => one === 0),
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
  { q: "disk", status: "Open", priority: "High" },
  { sourceName: "third" },
  { category: "Odd", sourceName: "third" },
  { category: "Odd", sourceName: "third", status: "Open" },
  { q: "disk", category: "Odd", sourceName: "third", priority: "High" },
);

type State = { status: string; priority: string; odd: boolean; third: boolean; router: boolean };
const fits = (state: State, { status, priority, category, sourceName, q }: AlertFilter): boolean =>
  (status === undefined || state.status === status) &&
  (priority === undefined || state.priority === priority) &&
  (category === undefined || state.odd) &&
  (sourceName === undefined || state.third) &&
  (q === undefined || !state.router);

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

  post(alert: number, status: number, priority: number, router = false): void {
    const id = `alert-${alert}`;
    const stands = { status: STATUSES[status] ?? "Open", priority: PRIORITIES[priority] ?? "Low" };
    const state = { ...stands, odd: alert % 2 === 1, third: alert % 3 === 0, router };
    this.#database.store(
      anEvent({
        ...stands,
        alert_id: id,
        alert_title: `${router ? "Router" : "Disk"} ${alert} full`,
        category: state.odd ? "Odd" : "Even",
        source_name: state.third ? "third" : "other",
      }),
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
  if (one.kind === "post") return walk.post(one.alert, one.status, one.priority, one.router);
  return one.kind === "index" ? walk.index(one.alerts) : walk.page();
}

function empty({ sqlite }: AlertsDatabase): void {
  sqlite.exec("DELETE FROM alerts; DELETE FROM events; DELETE FROM alert_search_rows");
  sqlite.exec("INSERT INTO alert_search (alert_search) VALUES ('delete-all')");
}

test.each([null, 3, 0])(
  "no alert of the first page is skipped, whatever fires between the pages (unindexed read: %s)",
  async (atMost) => {
    onTestFinished(() => {
      reads.atMost = null;
    });
    reads.atMost = atMost;
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
    await fc.assert(property, { numRuns: 200 });
  },
  600_000,
);
