import { hrefWith, type SearchParams } from "./href.ts";

export const PAGE_SIZE = 50;

/** One page of a list that is wholly in memory: `?after=50` skips the first 50 rows. */
export type ListPart<Row> = {
  rows: Row[];
  /** "1–50 of 120"; null if there is only one page. */
  summary: string | null;
  previousHref: string | null;
  nextHref: string | null;
};

/** The page named in the address bar, or the last one if that is beyond the end. */
export function pageOf<Row>(all: readonly Row[], params: SearchParams): ListPart<Row> {
  const start = startOf(params.after, all.length);
  const rows = all.slice(start, start + PAGE_SIZE);
  const end = start + rows.length;
  const hrefFrom = (after: number) => hrefWith(params, { after: after === 0 ? null : String(after) });
  return {
    rows,
    summary: all.length > PAGE_SIZE ? `${start + 1}–${end} of ${all.length}` : null,
    previousHref: start === 0 ? null : hrefFrom(start - PAGE_SIZE),
    nextHref: end === all.length ? null : hrefFrom(end),
  };
}

/** The first row of an existing page, whatever was typed. */
function startOf(after: SearchParams[string], total: number): number {
  const wanted = Math.floor(Number(after ?? 0) / PAGE_SIZE);
  const last = Math.max(0, Math.ceil(total / PAGE_SIZE) - 1);
  return PAGE_SIZE * Math.min(Math.max(0, wanted || 0), last);
}
