import { readText, type SearchText, withoutAccents } from "./search-text.ts";

/** What of an alert is searched. */
export type Searched = {
  alertId: string;
  title: string;
  category: string | null;
  sourceName: string | null;
};

/** What was typed between two spaces. */
export type SearchWord = SearchText & {
  /** It looks like an id, an address or a path: it is found as one piece, from its beginning to its end. */
  exact: boolean;
};

/** What may begin and end a word that is typed; other punctuation at its edges says nothing: `"disk",` is `disk`. */
export const LEADING = /[/\\~#$%+&\p{Sc}]/u;
export const TRAILING = /[#$%+\p{Sc}]/u;

/** The words of what was typed; none where it has no letter, digit or sign. */
export function searchWords(typed: string): SearchWord[] {
  const words = new Map<string, SearchWord>();
  for (const piece of withoutAccents(typed).split(/\s+/u)) {
    const word = withoutEdges(readText(piece));
    if (word.atoms.length > 0) words.set(word.text, { ...word, exact: isExact(word) });
  }
  return [...words.values()];
}

function withoutEdges({ text, atoms }: SearchText): SearchText {
  const [first, last] = [atoms[0], atoms.at(-1)];
  if (first === undefined || last === undefined) return { text: "", atoms: [] };
  const lead = text.slice(0, first.start).search(LEADING);
  const from = lead === -1 ? first.start : lead;
  let to = text.length;
  while (to > last.end && !TRAILING.test(text.charAt(to - 1))) to--;
  return {
    text: text.slice(from, to),
    atoms: atoms.map(({ start, end, sign }) => ({ start: start - from, end: end - from, sign, inner: [] })),
  };
}

const JOINED_WORDS = /^[\p{L}\p{M}]+(?:[-_'][\p{L}\p{M}]+)+$/u;

/** It has punctuation, and is more than words that are joined: `node-17` and `/var/log` are, `node-exp` is not. */
function isExact({ text, atoms }: SearchText): boolean {
  const length = atoms.reduce((sum, { start, end }) => sum + end - start, 0);
  return length < text.length && !JOINED_WORDS.test(text);
}

/**
 * Whether an alert is found by what was typed: each word stands in its title, category, source or id, a plain one
 * whole or by its beginning, an id, an address or a path as one piece. Or what was typed is the whole id.
 *
 * `10.0.0.1` is found in `10.0.0.1:80`, not in `10.0.0.12`; `serv` in `OrderService`; `/var` in `at /var/log`, not
 * in `/mnt/var`.
 */
export function findsAlert(words: readonly SearchWord[], typed: string, alert: Searched): boolean {
  if (alert.alertId === typed.trim()) return true;
  if (words.length === 0) return false;
  const { title, category, sourceName, alertId } = alert;
  const texts = [title, category, sourceName, alertId].filter((text) => text !== null);
  return words.every((word) => texts.some((text) => mayHold(text, word) && holds(readText(text), word)));
}

const ASCII = /^[\0-\x7f]*$/;

/** Most texts are ASCII and don't hold the word, which needs no closer look. */
const mayHold = (text: string, word: SearchWord): boolean =>
  !ASCII.test(text) || text.toLowerCase().includes(word.text);

function holds(text: SearchText, word: SearchWord): boolean {
  for (let at = text.text.indexOf(word.text); at !== -1; at = text.text.indexOf(word.text, at + 1))
    if (mayBegin(text, word, at) && mayEnd(text, word, at + word.text.length)) return true;
  return false;
}

function mayBegin({ atoms }: SearchText, word: SearchWord, at: number): boolean {
  if (word.atoms[0]?.start === 0) {
    const byPart = !word.exact && word.atoms.length === 1;
    return atoms.some(({ start, inner }) => start === at || (byPart && inner.includes(at)));
  }
  return !/^[/\\]/.test(word.text) || atoms.every(({ end }) => end !== at);
}

function mayEnd({ atoms }: SearchText, { text, atoms: own, exact }: SearchWord, at: number): boolean {
  if (!exact || own.at(-1)?.end !== text.length) return true;
  return atoms.some(({ end }) => end === at);
}
