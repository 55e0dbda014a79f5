import { z } from "zod";
import type { Page } from "#db/queries/page.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";

const limit = z
  .string()
  .regex(/^\d+$/, { error: "limit must be a whole number from 1 to 100." })
  .transform(Number)
  .refine((rows) => rows >= 1, { error: "limit must be at least 1." })
  .refine((rows) => rows <= 100, { error: "limit must be at most 100." });

export const booleanFilter = (name: string) =>
  z.enum(["true", "false"], { error: `${name} is true or false.` }).transform((value) => value === "true");

/**
 * The query of a list: `limit`, `cursor` and the list's own filters. Throws AppError `invalid`; an unknown filter is a
 * typo, and of two with one name nobody knows which is meant.
 */
export function readQuery<Filters extends z.ZodRawShape>(request: Request, filters: Filters) {
  const given = [...new URL(request.url).searchParams];
  refuseTwice(given.map(([name]) => name));
  return parseOrRefuse(
    z.strictObject({ limit: limit.optional(), cursor: z.string().optional(), ...filters }),
    Object.fromEntries(given),
  );
}

function refuseTwice(names: string[]): void {
  const path = names.find((name, index) => names.indexOf(name) !== index);
  if (path === undefined) return;
  const message = `${path} is given twice: give it once.`;
  throw new AppError("invalid", message, [{ path, message }]);
}

/** `{"data": […], "next_cursor": … or null}`, and what else the list says of itself. */
export function listOf<Row>(
  { data, nextCursor }: Page<Row>,
  present: (row: Row) => unknown,
  more: Record<string, unknown> = {},
): Response {
  return Response.json({ data: data.map(present), next_cursor: nextCursor, ...more });
}
