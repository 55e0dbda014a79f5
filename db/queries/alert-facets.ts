import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { AlertFacet } from "#lib/domain/alert/list.ts";

/** Maximum number of choices that a filter offers. The address bar also accepts others. */
const FACET_MAX = 200;

/** Skips from value to value in the column's index: the time grows with the values, not with the alerts. */
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

/** The categories or sources of all alerts, in alphabetical order; the first 200. */
export async function alertFacetValues(db: Db, field: AlertFacet): Promise<string[]> {
  return values[field](db)
    .all({ limit: FACET_MAX })
    .map(({ value }) => value);
}
