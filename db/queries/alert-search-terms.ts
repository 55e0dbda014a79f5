import type { alerts } from "#db/schema/index.ts";
import type { AlertFacet, AlertFilter } from "#lib/domain/alert/list.ts";
import { type Atom, readText } from "#lib/domain/alert/search-text.ts";
import { LEADING, type SearchWord, searchWords, TRAILING } from "#lib/domain/alert/search-words.ts";
import { remembered } from "./remembered-texts.ts";

/*
 * The terms of the index narrow a search; `findsAlert` checks each hit. So the terms must let through
 * everything that `findsAlert` accepts, and little else, because a page reads hits until it is full.
 *
 * A term is the beginning of a word, a sign, or a marked hash: a prefix that nobody can type and a hash of
 * the content.
 */

/** The fields of an alert that are searched and filtered. */
export type Indexed = Pick<
  typeof alerts.$inferSelect,
  "alertId" | "title" | "status" | "priority" | "category" | "sourceName"
>;

/**
 * Beginnings of up to this many characters are terms themselves; longer ones are hashed. Of an inner part of
 * a word, only this many characters count.
 */
const LONGEST = 12;

/** Most titles, categories, sources and words come again: `remembered` has room for this many characters. */
const REMEMBERED = 250_000;

const marked = (kind: string, text: string): string => `¡${kind}${hashOf(text)}`;
const stateTerm = remembered((both) => marked("state", both), REMEMBERED);
const state = (status: string, priority: string) => stateTerm(`${status} ${priority}`);
const whole = (of: AlertFacet | "alert_id", value: string) => marked(of.replace("_", ""), value);

/** cyrb53, a hash of 53 bits. A collision does no harm: `findsAlert` checks each hit. */
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
  return inBase36(4294967296 * (2097151 & low) + (high >>> 0));
}

const FIVE_DIGITS = 36 ** 5;

/** `toString(36)` by two small integers: of a number above 2^31 it takes seven times as long. */
function inBase36(number: number): string {
  const high = Math.floor(number / FIVE_DIGITS);
  if (high === 0) return number.toString(36);
  return high.toString(36) + (number % FIVE_DIGITS).toString(36).padStart(5, "0");
}

/** All terms of an alert, with spaces between; a term may be there twice. */
export function termsOf({ alertId, title, status, priority, category, sourceName }: Indexed): string {
  const terms = [titleTerms(title), termsIn(alertId), whole("alert_id", alertId)];
  terms.push(state(status, ""), state("", priority), state(status, priority));
  if (category !== null) terms.push(categoryTerms(category));
  if (sourceName !== null) terms.push(sourceTerms(sourceName));
  return terms.join(" ");
}

const titleTerms = remembered(termsIn, REMEMBERED);
const categoryTerms = facetTerms("category");
const sourceTerms = facetTerms("source_name");

function facetTerms(facet: AlertFacet): (value: string) => string {
  return remembered((value) => `${termsIn(value)} ${whole(facet, value)}`, REMEMBERED);
}

/** The terms of a field's words, and of what is between them. */
function termsIn(field: string): string {
  const { text, atoms } = readText(field);
  const terms = new Set<string>();
  let before: Atom | undefined;
  for (const atom of atoms) {
    const { start, end, sign, inner } = atom;
    terms.add(sign ? text.slice(start, end) : wordTerms(text.slice(start, end)));
    for (const at of inner) terms.add(partTerms(text.slice(at, end)));
    if (before !== undefined && !/\s/u.test(text.slice(before.end, start))) {
      terms.add(joint(text.slice(before.start, end)));
      if (!sign) terms.add(step(text, before.start, start));
    }
    if (start > 0 && LEADING.test(text.charAt(start - 1))) terms.add(edge(text.slice(start - 1, end)));
    if (TRAILING.test(text.charAt(end))) terms.add(edge(text.slice(start, end + 1)));
    before = atom;
  }
  return [...terms].join(" ");
}

const wordTerms = remembered((word) => beginnings(word, word.length), REMEMBERED);
const partTerms = remembered((part) => {
  const terms = beginnings(part, LONGEST);
  return part.length <= LONGEST ? terms : `${terms} ${longPart(part)}`;
}, REMEMBERED);

/** The terms of a word's beginnings of up to `longest` characters. */
function beginnings(word: string, longest: number): string {
  const terms: string[] = [];
  let end = 0;
  for (const character of word) {
    end += character.length;
    if (end > longest) break;
    terms.push(beginningTerm(word.slice(0, end)));
  }
  return terms.join(" ");
}

const beginningTerm = (beginning: string) =>
  beginning.length <= LONGEST ? beginning : marked("word", beginning);
const longPart = (part: string) => marked("part", part.slice(0, LONGEST));
/** Two words or signs and the characters between them. */
const joint = (text: string) => marked("joint", text);
/** A word or sign, the characters up to the next word, and the first character of that word. */
const step = (text: string, from: number, to: number) =>
  marked("step", text.slice(from, to) + String.fromCodePoint(text.codePointAt(to) ?? 0));
/** A word and the punctuation mark before or after it. */
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

/** FTS5 refuses a deeper expression; of a longer text, only the first terms narrow. */
const TERMS_MAX = 32;

function wordsOrId(q: string): string {
  const id = quoted(whole("alert_id", q.trim()));
  const words = [...new Set(searchWords(q).flatMap(termsOfWord))].slice(0, TERMS_MAX);
  return words.length === 0 ? id : `(${id} OR (${words.join(" AND ")}))`;
}

/** Whether the terms decide alone, so that the hits need no check. */
export function termsSuffice({ q = "" }: AlertFilter): boolean {
  const words = searchWords(q);
  return words.length <= TERMS_MAX && words.every(isOneTerm);
}

/** Whether the word is one term: a beginning, a sign, or two words with a sign between, such as `host-17`. */
function isOneTerm({ text, atoms, exact }: SearchWord): boolean {
  if (atoms.length === 1) return !exact && text.length <= LONGEST;
  return atoms.length === 2 && exact && atoms[0]?.start === 0 && atoms[1]?.end === text.length;
}

/** FTS5 expressions, all of which match every text that contains the word. */
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
