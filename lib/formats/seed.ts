import type { Payload } from "#lib/domain/alert/alert.ts";

/** What the rule that sends an event puts in place of the source's own values, where it does. */
export type Routed = { ruleId: string | null; priority: Payload["priority"] | null };

/** What every request in this format carries besides its signature. */
export const headers = (): Record<string, string> => ({
  "content-type": "application/json",
  "user-agent": "Tocsin/1.0",
  "accept-encoding": "identity",
});

/**
 * The fixed payload: one JSON object of exactly the seventeen keys, in order, `null` where
 * unknown. The same input gives the same text, so that every attempt sends the same bytes.
 */
export function body(payload: Payload, routed: Routed): string {
  const sent: Payload = {
    alert_id: payload.alert_id,
    alert_title: payload.alert_title,
    category: payload.category,
    description: payload.description,
    di_event: payload.di_event,
    event_description: payload.event_description,
    initiated_by: payload.initiated_by,
    occurred_at: payload.occurred_at,
    previous_alert_status: payload.previous_alert_status,
    priority: routed.priority ?? payload.priority,
    rule_id: payload.rule_id ?? routed.ruleId,
    source_id: payload.source_id,
    source_name: payload.source_name,
    source_type: payload.source_type,
    source_url: payload.source_url,
    status: payload.status,
    update_at: payload.update_at,
  };
  return JSON.stringify(sent);
}
