import type { Db } from "#db/client.ts";
import { findChannel } from "#db/queries/channels.ts";
import { sampleAlert } from "#lib/domain/alert/sample.ts";
import { existing } from "#lib/domain/existing.ts";
import type { FormatPreview, PreviewInput } from "#lib/domain/format/preview.ts";
import { settleFormat } from "#lib/domain/format/settle-format.ts";
import { MASK } from "#lib/domain/secret.ts";
import { FormatFailed } from "#lib/formats/format.ts";
import { formats } from "#lib/formats/formats.ts";

const SAMPLE_ID = "sample";

/** The body that a format makes of a sample, with its secrets masked. Changes nothing. */
export async function formatPreview(db: Db, input: unknown): Promise<FormatPreview> {
  const { channelId, name, format: given } = input as PreviewInput;
  const stored = channelId === null ? null : existing("channel", await findChannel(db, channelId));
  const { format } = settleFormat(given, stored?.format ?? null);
  const now = new Date().toISOString();
  const payload = { ...sampleAlert(), alert_id: SAMPLE_ID, occurred_at: now, update_at: now, rule_id: null };
  const event = {
    stored: JSON.stringify(payload),
    routed: { ruleId: null, priority: null },
    eventId: SAMPLE_ID,
    channelName: name,
    baseUrl: null,
    details: () => null,
  };
  try {
    const body = formats[format.type].body(event, format, () => MASK);
    const headers = formats[format.type].headers(format, () => MASK);
    return { body, headers, from: "sample", alertId: SAMPLE_ID, failure: null };
  } catch (error) {
    if (!(error instanceof FormatFailed)) throw error;
    return { failure: { message: error.message, line: error.line, column: error.column } };
  }
}
