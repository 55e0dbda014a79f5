import type { alerts } from "#db/schema/index.ts";
import type { AlertFacet, AlertFilter } from "#lib/domain/alert/list.ts";
import { type Atom, readText, type SearchText } from "#lib/domain/alert/search-text.ts";
import { LEADING, type SearchWord, searchWords, TRAILING } from "#lib/domain/alert/search-words.ts";

/*
 * The terms of the index narrow a search, and `findsAlert` checks the rest. The terms must let through
 * whatever it finds and little else, since a page reads on until it is full. A term is the beginning of a
 * word, a sign, or a mark with a hash of its meaning, which nobody can type.
 */

/** The part of an alert that is searched and filtered by. */
export type Indexed = Pick<
  typeof alerts.$inferSelect,
  "alertId" | "title" | "status" | "priority" | "category" | "sourceName"
>;

/**
 * Beginnings up to this length are stored as they are, longer ones as hashes. Inner parts of a word are never
 * longer.
 */
const LONGEST = 12;

const marked = (kind: string, text: string): string => `¡${kind}${hashOf(text)}`;
const state = (status: string, priority: string) => marked("state", `${status} ${priority}`);
const whole = (of: AlertFacet | "alert_id", value: string) => marked(of.replace("_", ""), value);

/** Hashes with cyrb53 to 53 bits. Two texts may share a hash: the index only narrows. */
function hashOf(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/** All terms by which an alert is found. */
export function termsOf(alert: Indexed): Set<string> {
  const { alertId, title, status, priority, category, sourceName } = alert;
  const terms = new Set<string>();
  for (const text of [title, category, sourceName, alertId])
    if (text !== null) addTerms(terms, readText(text));
  for (const one of [state(status, ""), state("", priority), state(status, priority)]) terms.add(one);
  terms.add(whole("alert_id", alertId));
  if (category !== null) terms.add(whole("category", category));
  if (sourceName !== null) terms.add(whole("source_name", sourceName));
  return terms;
}

function addTerms(terms: Set<string>, { text, atoms }: SearchText): void {
  let before: Atom | undefined;
  for (const atom of atoms) {
    const { start, end, sign, inner } = atom;
    if (sign) terms.add(text.slice(start, end));
    else addBeginnings(terms, text.slice(start, end));
    for (const at of inner) addPartBeginnings(terms, text.slice(at, end));
    if (before !== undefined && !/\s/u.test(text.slice(before.end, start))) {
      terms.add(joint(text.slice(before.start, end)));
      if (!sign) terms.add(step(text, before.start, start));
    }
    if (start > 0 && LEADING.test(text.charAt(start - 1))) terms.add(edge(text.slice(start - 1, end)));
    if (TRAILING.test(text.charAt(end))) terms.add(edge(text.slice(start, end + 1)));
    before = atom;
  }
}

function addBeginnings(terms: Set<string>, word: string, longest = word.length): void {
  let beginning = "";
  for (const character of word) {
    beginning += character;
    if (beginning.length > longest) return;
    terms.add(beginningTerm(beginning));
  }
}

function addPartBeginnings(terms: Set<string>, part: string): void {
  addBeginnings(terms, part, LONGEST);
  if (part.length > LONGEST) terms.add(longPart(part));
}

const beginningTerm = (beginning: string) =>
  beginning.length <= LONGEST ? beginning : marked("word", beginning);
const longPart = (part: string) => marked("part", part.slice(0, LONGEST));
/** Marks two words or signs together with what is between them. */
const joint = (text: string) => marked("joint", text);
/** Marks a word or sign together with what follows it up to the next word's first character. */
const step = (text: string, from: number, to: number) =>
  marked("step", text.slice(from, to) + String.fromCodePoint(text.codePointAt(to) ?? 0));
/** Marks a word together with the punctuation before or after it. */
const edge = (text: string) => marked("edge", text);

/** The FTS5 query for a filter that has at least one member. */
export function matchOf({ status, priority, category, sourceName, q }: AlertFilter): string {
  const all: string[] = [];
  if (status !== undefined || priority !== undefined) all.push(quoted(state(status ?? "", priority ?? "")));
  if (category !== undefined) all.push(quoted(whole("category", category)));
  if (sourceName !== undefined) all.push(quoted(whole("source_name", sourceName)));
  if (q) all.push(wordsOrId(q));
  return all.join(" AND ");
}

/** FTS5 refuses an expression that is too deep, so only the first terms of a long text narrow the search. */
const TERMS_MAX = 32;

function wordsOrId(q: string): string {
  const id = quoted(whole("alert_id", q.trim()));
  const words = [...new Set(searchWords(q).flatMap(termsOfWord))].slice(0, TERMS_MAX);
  return words.length === 0 ? id : `(${id} OR (${words.join(" AND ")}))`;
}

/** Whether the terms alone decide, so that what they find needs no further check. */
export function termsSuffice({ q = "" }: AlertFilter): boolean {
  const words = searchWords(q);
  return words.length <= TERMS_MAX && words.every(isOneTerm);
}

/**
 * Whether one term says the whole word: a beginning, a sign, or two words with what is between them, e.g.
 * `host-17`.
 */
function isOneTerm({ text, atoms, exact }: SearchWord): boolean {
  if (atoms.length === 1) return !exact && text.length <= LONGEST;
  return atoms.length === 2 && exact && atoms[0]?.start === 0 && atoms[1]?.end === text.length;
}

/** FTS5 expressions that all match a text that holds the word. */
export function termsOfWord({ text, atoms, exact }: SearchWord): string[] {
  const [first, ...others] = atoms;
  const last = atoms.at(-1);
  if (first === undefined || last === undefined) return [];
  if (others.length === 0 && !exact) return [first.sign ? quoted(text) : quotedBeginning(text)];
  const terms: string[] = [];
  if (LEADING.test(text.charAt(first.start - 1))) terms.push(edge(text.slice(first.start - 1, first.end)));
  if (TRAILING.test(text.charAt(last.end))) terms.push(edge(text.slice(last.start, last.end + 1)));
  for (const [index, atom] of others.entries()) {
    const from = atoms[index]?.start ?? 0;
    if (exact || atom !== last || atom.sign) terms.push(joint(text.slice(from, atom.end)));
    else terms.push(step(text, from, atom.start), beginningTerm(text.slice(atom.start)));
  }
  if (terms.length === 0) terms.push(beginningTerm(text.slice(first.start, first.end)));
  return terms.map(quoted);
}

function quotedBeginning(text: string): string {
  const term = quoted(beginningTerm(text));
  return text.length <= LONGEST ? term : `(${term} OR ${quoted(longPart(text))})`;
}

const quoted = (term: string): string => `"${term}"`;
