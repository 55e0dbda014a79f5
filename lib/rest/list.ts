import { z } from "zod";
import type { Page } from "#db/queries/page.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";

const limit = z.coerce
  .number({ error: "limit must be a whole number from 1 to 100." })
  .int({ error: "limit must be a whole number from 1 to 100." })
  .min(1, { error: "limit must be at least 1." })
  .max(100, { error: "limit must be at most 100." });

export const booleanFilter = (name: string) =>
  z.enum(["true", "false"], { error: `${name} is true or false.` }).transform((value) => value === "true");

/** The query of a list: `limit`, `cursor` and the list's own filters. Throws AppError `invalid`; an unknown filter is a typo. */
export function readQuery<Filters extends z.ZodRawShape>(request: Request, filters: Filters) {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  return parseOrRefuse(
    z.strictObject({ limit: limit.optional(), cursor: z.string().optional(), ...filters }),
    query,
  );
}

/** `{"data": […], "next_cursor": … or null}`. */
export function listOf<Row>({ data, nextCursor }: Page<Row>, present: (row: Row) => unknown): Response {
  return Response.json({ data: data.map(present), next_cursor: nextCursor });
}
