import { readText, type SearchText, withoutAccents } from "./search-text.ts";

/** The searched fields of an alert. */
export type Searched = {
  alertId: string;
  title: string;
  category: string | null;
  sourceName: string | null;
};

/** One word of a search, as typed between two spaces. */
export type SearchWord = SearchText & {
  /** It looks like an id, an address or a path, and is found only as a whole. */
  exact: boolean;
};

/**
 * Punctuation that counts at the edge of a typed word; other punctuation there is dropped: `"disk",` is
 * `disk`.
 */
export const LEADING = /[/\\~#$%+&\p{Sc}]/u;
export const TRAILING = /[#$%+\p{Sc}]/u;

/** Splits a search into words; none if it has no letter, digit or sign. */
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

/**
 * It has punctuation and is more than joined words: `node-17` and `/var/log` are exact, `node-exp` is not.
 */
function isExact({ text, atoms }: SearchText): boolean {
  const length = atoms.reduce((sum, { start, end }) => sum + end - start, 0);
  return length < text.length && !JOINED_WORDS.test(text);
}

/**
 * Whether a search finds an alert: each word is in its title, category, source or id, or the search is the
 * whole id. A plain word matches whole words and their beginnings; an id, an address or a path matches as one
 * piece.
 *
 * `10.0.0.1` finds `10.0.0.1:80` but not `10.0.0.12`; `serv` finds `OrderService`; `/var` finds `at /var/log`
 * but not `/mnt/var`.
 */
export function findsAlert(words: readonly SearchWord[], typed: string, alert: Searched): boolean {
  if (alert.alertId === typed.trim()) return true;
  if (words.length === 0) return false;
  const { title, category, sourceName, alertId } = alert;
  const texts = [title, category, sourceName, alertId].filter((text) => text !== null);
  return words.every((word) => texts.some((text) => mayHold(text, word) && holds(readText(text), word)));
}

const ASCII = /^[\0-\x7f]*$/;

/** A cheap test that rules out most texts: they are ASCII and don't hold the word. */
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
