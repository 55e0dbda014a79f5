import { z } from "zod";
import { onReusedConnection, type Timing } from "#lib/domain/delivery/timing.ts";

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

const step = z.number().nullable();

/** How long each step of an attempt took. */
export const TimingShape = named(
  "Timing",
  z
    .strictObject({
      reused_connection: z.boolean(),
      dns_ms: step,
      connect_ms: step,
      tls_ms: step,
      first_byte_ms: step,
      body_ms: step,
    })
    .describe(
      "Milliseconds to a tenth, in the order of the steps; null for a step that did not take place. The first three are null on a reused connection. The attempt ended in the last step that is not null.",
    ),
);

export const presentTiming = (timing: Timing): z.output<typeof TimingShape> => ({
  reused_connection: onReusedConnection(timing),
  dns_ms: timing.dns,
  connect_ms: timing.connect,
  tls_ms: timing.tls,
  first_byte_ms: timing.firstByte,
  body_ms: timing.body,
});
