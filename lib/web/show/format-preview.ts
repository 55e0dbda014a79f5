import { z } from "zod";
import type { Db } from "#db/client.ts";
import { findChannel } from "#db/queries/channels.ts";
import { lastSentEvent } from "#db/queries/last-sent-event.ts";
import { formatSchema, type GivenFormat } from "#lib/domain/format/format-schema.ts";
import type { FormatPreview } from "#lib/domain/format/preview.ts";
import { settleFormat } from "#lib/domain/format/settle-format.ts";
import { issuesOf } from "#lib/domain/issues.ts";
import { bodyOrFault } from "#lib/formats/body-or-fault.ts";
import type { FormatEvent } from "#lib/formats/format.ts";
import { masked, templateOf } from "#lib/formats/request.ts";
import { SAMPLE_ALERT_ID, sampleEvent } from "#lib/formats/sample-event.ts";
import { settings } from "#lib/settings.ts";

/** `channelId` is null for a new channel; name and format are those of the form, as typed. */
const inputSchema = z.object({
  channelId: z.string().nullable(),
  name: z.string().default(""),
  format: formatSchema,
});

/**
 * The body that unsaved settings of a channel make of its last event, or of a sample. A fault of the settings
 * themselves is a failure without a line. Changes nothing.
 * @param input `{ channelId, name, format }`, with `format` in the API's shape
 */
export async function formatPreview(db: Db, input: unknown, now = Date.now()): Promise<FormatPreview> {
  const parsed = inputSchema.safeParse(input);
  if (!parsed.success) {
    const message = issuesOf(parsed.error)[0]?.message ?? "The format is not valid.";
    return { failure: { message, line: null, column: null } };
  }
  const { channelId, name, format } = parsed.data;
  const { alertId, from, event } = eventFor(db, channelId, name, now);
  const template = templateOf(await withFormat(db, channelId, format), masked);
  const made = bodyOrFault(() => template.body(event));
  if (made.body === null) return { failure: made.fault };
  return { body: made.body, headers: template.headers, from, alertId, failure: null };
}

type Shown = { alertId: string; from: "event" | "sample"; event: FormatEvent };

function eventFor(db: Db, channelId: string | null, channelName: string, now: number): Shown {
  const around = { channelName, baseUrl: settings().baseUrl };
  const last = channelId === null ? null : lastSentEvent(db, channelId);
  if (last === null) return { alertId: SAMPLE_ALERT_ID, from: "sample", event: sampleEvent(around, now) };
  const { alertId, details, ...sent } = last;
  return { alertId, from: "event", event: { ...sent, ...around, details: () => details } };
}

/** Only the format shows: neither the URL nor the channel's own headers. */
async function withFormat(db: Db, channelId: string | null, given: GivenFormat) {
  const stored = channelId === null ? null : await findChannel(db, channelId);
  const { format } = settleFormat(given, stored?.format ?? null);
  return { url: "", urlSecrets: [], auth: { type: "none" as const }, headers: [], format };
}
