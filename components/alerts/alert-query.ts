import type { AlertFilter } from "#lib/domain/alert/list.ts";

/** The filter of a list of alerts as a query, by the names of REST. */
export const alertQuery = ({ sourceName, q, ...same }: AlertFilter) => ({
  ...same,
  source_name: sourceName,
  q: q || undefined,
});
