import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { AlertFacet } from "#lib/domain/alert/list.ts";

/** As many values as one search looks through: 10,000 leaps take some 20 ms. */
const SEARCHED_MAX = 10_000;

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

export type FacetValues = { values: string[]; more: boolean };

/**
 * The categories, or sources, that alerts have and that hold what was typed, whatever its case: the first `limit` in
 * the order of the alphabet. Of more than 10,000 values the first are searched.
 */
export async function alertFacetValues(
  db: Db,
  field: AlertFacet,
  { typed = "", limit }: { typed?: string; limit: number },
): Promise<FacetValues> {
  const wanted = typed.trim().toLowerCase();
  const known = values[field](db).all({ limit: wanted === "" ? limit + 1 : SEARCHED_MAX });
  const found = known.map(({ value }) => value).filter((value) => value.toLowerCase().includes(wanted));
  return { values: found.slice(0, limit), more: found.length > limit || known.length === SEARCHED_MAX };
}
