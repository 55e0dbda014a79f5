import { visibleText } from "#lib/domain/visible-text.ts";
import type { SearchState } from "./use-search.ts";

/** The status below the results. If there are results, only screen readers get it. */
export function statusInWords(
  state: SearchState,
  typed: string,
  count: number,
): { words: string; shown: boolean } {
  if (state === "away") return { words: "Can't reach Tocsin, trying again…", shown: true };
  if (state === "signed-out")
    return { words: "You are signed out: reload the page to sign in again.", shown: true };
  if (count > 0) return { words: count === 1 ? "1 result" : `${count} results`, shown: false };
  if (state === "searching") return { words: "Searching…", shown: true };
  if (state === "idle") return { words: "", shown: false };
  return { words: `Nothing found for “${visibleText(typed.trim())}”.`, shown: true };
}
