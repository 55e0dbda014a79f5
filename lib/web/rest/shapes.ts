import { z } from "zod";

/** Names a schema among the components of the description. */
export const named = <Schema extends z.ZodType>(id: string, schema: Schema): Schema => schema.meta({ id });

/** RFC 3339 in UTC, to the millisecond. */
export const time = z.iso.datetime();

/** A time in ms since 1970 as answers show it. */
export const utc = (at: number): string => new Date(at).toISOString();
export const utcOrNull = (at: number | null): string | null => (at === null ? null : utc(at));

/** Shown in place of a saved write-only member. A change may send it back to keep the member. */
export const saved = z.literal(true);

const headers = z.record(z.string(), z.string());

/** A request with its secrets masked, and the exact body. */
export const requestAsShown = z.strictObject({
  method: z.string(),
  url: z.string(),
  headers,
  body: z.string(),
});

/** The kept part of an answer, with every secret masked. */
export const responseAsKept = z.strictObject({ headers, body: z.string(), truncated: z.boolean() });
