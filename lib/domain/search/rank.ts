import { withoutAccents } from "#lib/domain/alert/search-text.ts";

/** How well what was typed fits a title, the best first; null where a word of it is missing. */
export type Rank = 0 | 1 | 2 | 3 | null;

const folded = (text: string): string => withoutAccents(text).toLowerCase();

/**
 * 0: the title itself; 1: its beginning; 2: each word begins a word of the title or of `more`; 3: each stands somewhere
 * in them. Case and accents don't count. Example: "key api" fits "API Keys" with 2.
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

/** Those that fit, the best first, else in the order given. `textOf` gives a title and what else is looked at. */
export function ranked<T>(typed: string, things: readonly T[], textOf: (thing: T) => [string, string?]): T[] {
  return things
    .flatMap((thing) => {
      const rank = rankOf(typed, ...textOf(thing));
      return rank === null ? [] : [{ thing, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ thing }) => thing);
}
