import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { AlertFacet } from "#lib/domain/alert/list.ts";

/** The most choices that a filter offers. The address bar takes any other value too. */
const FACET_MAX = 200;

/**
 * Skips along the column's index from one value to the next, so the time depends on the number of values, not
 * of alerts.
 */
const valuesOf = (column: "category" | "source_name") =>
  statement<{ limit: number }, { value: string }>(
    `WITH RECURSIVE found (value) AS (
       SELECT min(${column}) FROM alerts WHERE ${column} IS NOT NULL
       UNION ALL
       SELECT (SELECT min(${column}) FROM alerts WHERE ${column} > found.value) FROM found WHERE value IS NOT NULL
     )
     SELECT value FROM found WHERE value IS NOT NULL LIMIT @limit`,
  );

const values = { category: valuesOf("category"), source_name: valuesOf("source_name") };

/** The categories or sources that alerts have, in alphabetical order; the first 200. */
export async function alertFacetValues(db: Db, field: AlertFacet): Promise<string[]> {
  return values[field](db)
    .all({ limit: FACET_MAX })
    .map(({ value }) => value);
}
