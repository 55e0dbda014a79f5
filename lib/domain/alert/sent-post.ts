import { toUtc } from "#lib/domain/timestamp.ts";
import type { AlertInput } from "./alert-schema.ts";
import type { SenderFacts, SourceAlert, SourcePost } from "./post.ts";

/**
 * A post that a source has read, as it goes to the engine thread. The alerts go as text and are parsed again
 * there, because objects would be copied member by member.
 */
export type SentPost = SentAlerts & {
  /** The `webhook-id` header of the post, if it has one. */
  webhookId: string | null;
  /** How many installations of Tocsin the post has passed through. */
  hops: number;
};

type SentAlerts = {
  text: string;
  /** One per alert; null if no alert has a key. */
  idempotency: SourceAlert["idempotency"][] | null;
  /** One per alert; null if the post is in Tocsin's own format. */
  senders: SenderFacts[] | null;
};

/** What is sent of a post's alerts. */
export const sentAlerts = ({ alerts, text }: SourcePost): SentAlerts => ({
  text,
  idempotency: alerts.some((one) => one.idempotency !== null) ? alerts.map((one) => one.idempotency) : null,
  senders: alerts[0]?.sender === undefined ? null : alerts.flatMap(({ sender }) => sender ?? []),
});

/** Reads what `sentAlerts` returned: the same alerts as the source gave. */
export function readSent({ text, idempotency, senders }: SentAlerts): Omit<SourcePost, "text"> {
  const document: AlertInput | AlertInput[] = JSON.parse(text);
  const indexed = Array.isArray(document);
  const alerts = (indexed ? document : [document]).map((alert, index) => {
    const item = { alert: inUtc(alert), idempotency: idempotency?.[index] ?? null };
    const sender = senders?.[index];
    return sender === undefined ? item : { ...item, sender };
  });
  return { alerts, indexed };
}

/** The times are all that a source's check changes in an alert. */
function inUtc(alert: AlertInput): AlertInput {
  const { occurred_at, update_at } = alert;
  if (occurred_at != null) alert.occurred_at = toUtc(occurred_at);
  if (update_at != null) alert.update_at = toUtc(update_at);
  return alert;
}
