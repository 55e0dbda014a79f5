import type { z } from "zod";
import type { Issue } from "#lib/domain/errors.ts";
import { issuesOf } from "#lib/domain/issues.ts";

/** The issues with which a schema refuses a value. Throws where it takes the value. */
export function refusalOf(schema: z.ZodType, value: unknown): Issue[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) throw new Error(`It was taken, as ${JSON.stringify(parsed.data)}.`);
  return issuesOf(parsed.error);
}
