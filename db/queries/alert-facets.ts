import { asc, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { alertFacets } from "#db/schema/index.ts";
import type { AlertFacet } from "#lib/domain/alert-list.ts";

type Facets = { category: string | null; sourceName: string | null };

/** Keeps the categories and sources of these alerts as choices of the filters. */
export function addFacets(db: Db, found: readonly Facets[]): void {
  const add = (field: AlertFacet, values: (string | null)[]) => {
    const rows = [...new Set(values)].flatMap((value) => (value === null ? [] : [{ field, value }]));
    if (rows.length > 0) db.insert(alertFacets).values(rows).onConflictDoNothing().run();
  };
  add(
    "category",
    found.map(({ category }) => category),
  );
  add(
    "source_name",
    found.map(({ sourceName }) => sourceName),
  );
}

/** As many choices as a filter offers; the address bar takes any other too. */
const FACET_MAX = 200;

/** The categories, or sources, that alerts have had, in the order of the alphabet; the first 200. */
export async function alertFacetValues(db: Db, field: AlertFacet): Promise<string[]> {
  const rows = db
    .select({ value: alertFacets.value })
    .from(alertFacets)
    .where(eq(alertFacets.field, field))
    .orderBy(asc(alertFacets.value))
    .limit(FACET_MAX)
    .all();
  return rows.map(({ value }) => value);
}
