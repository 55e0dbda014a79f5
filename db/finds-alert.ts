import { findsAlert, type SearchWord, searchWords } from "#lib/domain/alert/search-words.ts";

/**
 * Makes SQL's `finds_alert(q, alert_id, title, category, source_name)`: whether the search text `q` finds the
 * alert. As an SQL function it lets a query walk on until its page is full. `q` is parsed once per query.
 */
export function alertFinder() {
  let read: { typed: string; words: SearchWord[] } = { typed: "", words: [] };
  return (
    typed: string,
    alertId: string,
    title: string,
    category: string | null,
    sourceName: string | null,
  ): 0 | 1 => {
    if (typed !== read.typed) read = { typed, words: searchWords(typed) };
    return findsAlert(read.words, typed, { alertId, title, category, sourceName }) ? 1 : 0;
  };
}
