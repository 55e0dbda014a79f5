import { storedAlert } from "#db/queries/alerts.ts";
import type { OwnStateRow } from "#db/queries/own-states.ts";
import { OWN_CATEGORY, OWN_SOURCE, type OwnTopic, ownAlertId } from "#lib/domain/own/own.ts";
import { endWords, openWords } from "#lib/domain/own/words.ts";
import type { PublishedEvent } from "#lib/engine/intake/publish.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { LastingState } from "./lasting.ts";

/** Who initiates Tocsin's own events. */
const BY = "Tocsin";

/** The event that opens the alert of a state, or opens it again. */
export function openEvent(
  tx: Tx,
  { since }: Pick<OwnStateRow, "since">,
  lasting: LastingState,
): PublishedEvent {
  const { kind, thing, name, why } = lasting;
  const { priority, title, description } = openWords({ kind, thing, name, why: why(tx.db) });
  const before = storedAlert(tx.db, ownAlertId(lasting))?.payload.status ?? null;
  const occurredAt = new Date(since).toISOString();
  return {
    ...tx.ids.event(),
    payload: {
      alert_id: ownAlertId(lasting),
      alert_title: title,
      category: OWN_CATEGORY,
      description,
      di_event: null,
      event_description: null,
      initiated_by: BY,
      occurred_at: occurredAt,
      previous_alert_status: before,
      priority,
      rule_id: null,
      source_id: null,
      source_name: OWN_SOURCE,
      source_type: null,
      source_url: null,
      status: "Open",
      update_at: new Date(tx.now).toISOString(),
    },
    details: { kind, thing },
    apiKeyId: null,
    remark: null,
    test: false,
    receivedAt: tx.now,
    hops: 0,
    before,
  };
}

/** The event that resolves the alert of a state that is over. Undefined if there is no such alert. */
export function endEvent(tx: Tx, topic: OwnTopic): PublishedEvent | undefined {
  const stored = storedAlert(tx.db, ownAlertId(topic));
  if (stored === undefined) return undefined;
  const change = { status: "Resolved", by: BY, remark: null, apiKeyId: null } as const;
  const event = statusEvent(tx, stored, change);
  return { ...event, payload: { ...event.payload, event_description: endWords(topic.kind) } };
}
