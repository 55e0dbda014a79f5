import type { ChannelFormat } from "#lib/domain/format/format.ts";
import type { Format, FormatEvent, SecretField } from "./format.ts";
import { alertLink, payloadOf } from "./shown-event.ts";

/** The trigger Incoming webhook of Jira's automation: a rule reads `data` as `webhookData`. */
export const jiraAutomation: Format = { headers, body };

const TOKEN = "webhook_token";

function headers({ secrets }: ChannelFormat, secret: SecretField): Record<string, string> {
  return secrets.includes(TOKEN) ? { "x-automation-webhook-token": secret(TOKEN) } : {};
}

function body(event: FormatEvent): string {
  const payload = payloadOf(event);
  const data = {
    ...payload,
    event_id: event.eventId,
    tocsin_url: alertLink(event, payload.alert_id),
    details: event.details(),
  };
  return inert(JSON.stringify({ data }));
}

/** Jira's markup that reaches out of a text: a mention, and an embedded picture. */
const REACHES_OUT = /\[(?=~)|!(?=https?:|\/\/)/gi;
const WORD_JOINER = "\u2060";

/**
 * A rule may print a text as Jira's markup: an invisible character breaks what would notify or load. JSON's own
 * signs are never among those.
 */
const inert = (json: string): string => json.replace(REACHES_OUT, `$&${WORD_JOINER}`);
