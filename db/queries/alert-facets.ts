import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { AlertFacet } from "#lib/domain/alert/list.ts";

/** As many choices as a filter offers; the address bar takes any other too. */
const FACET_MAX = 200;

/** Leaps from one value to the next along the column's index, so it takes as long as there are values, not alerts. */
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

/** The categories, or sources, that alerts have, in the order of the alphabet; the first 200. */
export async function alertFacetValues(db: Db, field: AlertFacet): Promise<string[]> {
  return values[field](db)
    .all({ limit: FACET_MAX })
    .map(({ value }) => value);
}
