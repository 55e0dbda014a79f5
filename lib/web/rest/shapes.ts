import { z } from "zod";

/** Gives a schema its name among the description's components. */
export const named = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => schema.meta({ id });

/** RFC 3339 in UTC, to the millisecond. */
export const time = z.iso.datetime();

/** Milliseconds since 1970 as answers show them. */
export const utc = (at: number): string => new Date(at).toISOString();
export const utcOrNull = (at: number | null): string | null => (at === null ? null : utc(at));

/** In place of a write-only member, in a read and in a change that keeps it. */
export const saved = z.literal(true);

const headers = z.record(z.string(), z.string());

/** A request with its secrets masked, and the exact body. */
export const requestAsShown = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers,
  body: z.string(),
});

/** What is kept of an answer, every secret in it masked. */
export const responseAsKept = z.strictObject({ headers, body: z.string(), truncated: z.boolean() });
