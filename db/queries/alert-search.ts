import { createHash } from "node:crypto";
import { asc, eq, gt, inArray, sql } from "drizzle-orm";
import { integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { type Db, prepared } from "#db/client.ts";
import { alertFacets, alertSearchRows, alerts } from "#db/schema/index.ts";
import type { AlertFacet, AlertFilter } from "#lib/domain/alert-list.ts";
import { searchPrefixes, searchWords } from "#lib/domain/search-words.ts";

/** The FTS5 table of the migrations; drizzle knows it for queries only. */
export const alertSearch = sqliteTable("alert_search", { rowid: integer(), terms: text().notNull() });

type Indexed = Pick<
  typeof alerts.$inferSelect,
  "seq" | "alertId" | "title" | "status" | "priority" | "category" | "sourceName" | "lastEventSeq"
>;

/** FTS5 merges so many pages (4 KB) of its segments with each step: about what a step of 100 alerts adds. */
const MERGE_PAGES = 16;

/*
 * Terms that nobody can type, as they begin with a character of private use: an alert's state, its category and
 * source as a whole, its id. So any set of filters is one FTS5 query, which walks down from the newest event.
 */
const state = (status: string, priority: string) => `\uE000${status}/${priority}`.replace(/[^\uE000\w]/g, "");
const whole = (of: AlertFacet | "alert_id", value: string) =>
  `\uE000${of.replace("_", "")}${createHash("sha256").update(value).digest("hex").slice(0, 16)}`;

function termsOf({ alertId, title, status, priority, category, sourceName }: Indexed): string {
  const terms = searchPrefixes([title, category, sourceName].filter(Boolean).join(" "));
  terms.push(whole("alert_id", alertId), state(status, ""), state("", priority), state(status, priority));
  if (category !== null) terms.push(whole("category", category));
  if (sourceName !== null) terms.push(whole("source_name", sourceName));
  return terms.join(" ");
}

/** The FTS5 query for a filter that has at least one member. */
export function matchOf({ status, priority, category, sourceName, q }: AlertFilter): string {
  const all: string[] = [];
  if (status !== undefined || priority !== undefined) all.push(quoted(state(status ?? "", priority ?? "")));
  if (category !== undefined) all.push(quoted(whole("category", category)));
  if (sourceName !== undefined) all.push(quoted(whole("source_name", sourceName)));
  if (q) all.push(wordsOrId(q.trim()));
  return all.join(" AND ");
}

function wordsOrId(q: string): string {
  const id = quoted(whole("alert_id", q));
  const words = searchWords(q).map(quoted);
  return words.length === 0 ? id : `(${id} OR (${words.join(" AND ")}))`;
}

const quoted = (term: string): string => `"${term}"`;

/** As of which event the index is up to date: alerts with a later one are to be indexed. */
const indexedUpTo = prepared((db) =>
  db
    .select({ seq: sql<number>`coalesce(max(${alertSearchRows.eventSeq}), 0)` })
    .from(alertSearchRows)
    .prepare(),
);

const changedSince = prepared((db) =>
  db
    .select({
      seq: alerts.seq,
      alertId: alerts.alertId,
      title: alerts.title,
      status: alerts.status,
      priority: alerts.priority,
      category: alerts.category,
      sourceName: alerts.sourceName,
      lastEventSeq: alerts.lastEventSeq,
    })
    .from(alerts)
    .where(gt(alerts.lastEventSeq, sql.placeholder("seq")))
    .orderBy(asc(alerts.lastEventSeq))
    .limit(sql.placeholder("limit"))
    .prepare(),
);

const changed = (db: Db, limit: number): Indexed[] =>
  changedSince(db).all({ seq: indexedUpTo(db).get()?.seq ?? 0, limit });

/** Whether an alert has had an event since it was indexed. */
export const searchIsBehind = (db: Db): boolean => changed(db, 1).length > 0;

/**
 * Takes at most `limit` alerts into the search index, in the order of their last events, and returns how many it
 * took: fewer than `limit` means that the index is up to date.
 */
export function indexAlerts(db: Db, limit: number): number {
  const found = changed(db, limit);
  if (found.length === 0) return 0;
  const earlier = db
    .select()
    .from(alertSearchRows)
    .where(
      inArray(
        alertSearchRows.alertSeq,
        found.map(({ seq }) => seq),
      ),
    )
    .all();
  for (const { eventSeq } of earlier) forget(db, eventSeq);
  for (const alert of found) add(db, alert);
  addFacets(db, found);
  db.run(sql`INSERT INTO alert_search (alert_search, rank) VALUES ('merge', ${MERGE_PAGES})`);
  return found.length;
}

const deleteTerms = prepared((db) =>
  db
    .delete(alertSearch)
    .where(eq(alertSearch.rowid, sql.placeholder("eventSeq")))
    .prepare(),
);
const deleteRow = prepared((db) =>
  db
    .delete(alertSearchRows)
    .where(eq(alertSearchRows.eventSeq, sql.placeholder("eventSeq")))
    .prepare(),
);

function forget(db: Db, eventSeq: number): void {
  deleteTerms(db).run({ eventSeq });
  deleteRow(db).run({ eventSeq });
}

const insertTerms = prepared((db) =>
  db
    .insert(alertSearch)
    .values({ rowid: sql.placeholder("eventSeq"), terms: sql.placeholder("terms") })
    .prepare(),
);
const insertRow = prepared((db) =>
  db
    .insert(alertSearchRows)
    .values({ eventSeq: sql.placeholder("eventSeq"), alertSeq: sql.placeholder("alertSeq") })
    .prepare(),
);

function add(db: Db, alert: Indexed): void {
  insertTerms(db).run({ eventSeq: alert.lastEventSeq, terms: termsOf(alert) });
  insertRow(db).run({ eventSeq: alert.lastEventSeq, alertSeq: alert.seq });
}

function addFacets(db: Db, found: Indexed[]): void {
  const add = (field: AlertFacet, values: (string | null)[]) => {
    const rows = [...new Set(values)].flatMap((value) => (value === null ? [] : [{ field, value }]));
    if (rows.length > 0) db.insert(alertFacets).values(rows).onConflictDoNothing().run();
  };
  add(
    "category",
    found.map(({ category }) => category),
  );
  add(
    "source_name",
    found.map(({ sourceName }) => sourceName),
  );
}

/** As many choices as a filter offers; the address bar takes any other too. */
const FACET_MAX = 200;

/** The categories, or sources, that alerts have had, in the order of the alphabet; the first 200. */
export async function alertFacetValues(db: Db, field: AlertFacet): Promise<string[]> {
  const rows = db
    .select({ value: alertFacets.value })
    .from(alertFacets)
    .where(eq(alertFacets.field, field))
    .orderBy(asc(alertFacets.value))
    .limit(FACET_MAX)
    .all();
  return rows.map(({ value }) => value);
}
