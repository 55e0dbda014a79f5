export type SearchParams = Record<string, string | string[] | undefined>;

/** The query parameter for a list's page. Any other change of the address goes back to the first page. */
const PAGE_PARAMS = ["cursor", "after", "before"] as const;

/** `?…` with the changes made (null removes). Any change except of the position drops the position. */
export function hrefWith(params: SearchParams, changes: Record<string, string | null>): string {
  const next = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    for (const one of [value ?? []].flat()) next.append(key, one);
  }
  for (const key of PAGE_PARAMS) next.delete(key);
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  return `?${next}`;
}

/**
 * The next order when a column's title is pressed: ascending, then descending. `sort` is `name` or `-name`.
 */
export function sortOf(params: SearchParams, fallback: string) {
  const sort = typeof params.sort === "string" ? params.sort : fallback;
  const descending = sort.startsWith("-");
  const by = descending ? sort.slice(1) : sort;
  const hrefOf = (key: string) => hrefWith(params, { sort: key === by && !descending ? `-${key}` : key });
  return { by, descending, hrefOf };
}
