import { hash } from "node:crypto";
import type { alerts } from "#db/schema/index.ts";
import type { AlertFacet, AlertFilter } from "#lib/domain/alert-list.ts";
import { searchPrefixes, searchWords } from "#lib/domain/search-words.ts";

/** What of an alert is searched and filtered by. */
export type Searched = Pick<
  typeof alerts.$inferSelect,
  "alertId" | "title" | "status" | "priority" | "category" | "sourceName"
>;

/*
 * Terms that nobody can type, as they begin with a character of private use: an alert's state, its category and
 * source as a whole, its id. So any set of filters is one FTS5 query, which walks down from the newest event.
 */
const state = (status: string, priority: string) => `\uE000${status}${priority}`.replace("-", "");
const whole = (of: AlertFacet | "alert_id", value: string) =>
  `\uE000${of.replace("_", "")}${hash("sha256", value).slice(0, 16)}`;

/** Everything that an alert is found by, as one text of terms. */
export function termsOf(alert: Searched): string {
  const { alertId, title, status, priority, category, sourceName } = alert;
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

/** FTS5 refuses an expression that is too deep; a text of so many words is found by the first of them. */
const WORDS_MAX = 32;

function wordsOrId(q: string): string {
  const id = quoted(whole("alert_id", q));
  const words = searchWords(q).slice(0, WORDS_MAX).map(quoted);
  return words.length === 0 ? id : `(${id} OR (${words.join(" AND ")}))`;
}

/** As the index would judge words, for an alert that it does not hold as it is now. */
export function holdsWords(
  alert: Pick<Searched, "alertId" | "title" | "category" | "sourceName">,
  q?: string,
): boolean {
  if (!q || q.trim() === alert.alertId) return true;
  const { title, category, sourceName } = alert;
  const held = new Set(searchPrefixes([title, category, sourceName].filter(Boolean).join(" ")));
  const words = searchWords(q).slice(0, WORDS_MAX);
  return words.length > 0 && words.every((word) => held.has(word));
}

const quoted = (term: string): string => `"${term}"`;
