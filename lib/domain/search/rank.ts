import { withoutAccents } from "#lib/domain/alert/search-text.ts";

/** How well a title matches the typed text, best first; null if one of the typed words is missing. */
export type Rank = 0 | 1 | 2 | 3 | null;

const folded = (text: string): string => withoutAccents(text).toLowerCase();

/**
 * 0: the whole title. 1: its beginning. 2: each word begins a word of the title or of `more`. 3: each word
 * occurs somewhere in them. Ignores case and accents. Example: "key api" matches "API Keys" with 2.
 */
export function rankOf(typed: string, title: string, more = ""): Rank {
  const wanted = folded(typed.trim());
  const name = folded(title);
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  const text = folded(`${title} ${more}`);
  const words = wanted.split(/\s+/);
  if (!words.every((word) => text.includes(word))) return null;
  const starts = text.split(/[^\p{L}\p{N}]+/u);
  return words.every((word) => starts.some((start) => start.startsWith(word))) ? 2 : 3;
}

/**
 * The things that match, best first; equal ones keep their order. `textOf` gives a title and further text to
 * search.
 */
export function ranked<T>(typed: string, things: readonly T[], textOf: (thing: T) => [string, string?]): T[] {
  return things
    .flatMap((thing) => {
      const rank = rankOf(typed, ...textOf(thing));
      return rank === null ? [] : [{ thing, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}
