import { z } from "zod";
import type { Page } from "#db/queries/page.ts";

const limit = z
  .string()
  .regex(/^\d+$/, { error: "limit must be a whole number from 1 to 100." })
  .transform(Number)
  .refine((rows) => rows >= 1, { error: "limit must be at least 1." })
  .refine((rows) => rows <= 100, { error: "limit must be at most 100." })
  .meta({ type: "integer", minimum: 1, maximum: 100, pattern: undefined });

/** The query parameters of every list. */
export const paging = {
  limit: limit.optional().meta({ default: 50 }),
  cursor: z.string().meta({ description: "next_cursor of the page before" }).optional(),
};

/** A filter that takes true or false. */
export const flag = (name: string) =>
  z
    .enum(["true", "false"], { error: `${name} is true or false.` })
    .transform((value) => value === "true")
    .meta({ type: "boolean", enum: [true, false] });

/** `{"data": […], "next_cursor": … or null}`. */
export const pageOf = <Row extends z.ZodType>(row: Row) =>
  z.strictObject({ data: z.array(row), next_cursor: z.string().nullable() });

export const toPage = <Row, Shown>({ data, nextCursor }: Page<Row>, present: (row: Row) => Shown) => ({
  data: data.map(present),
  next_cursor: nextCursor,
});
