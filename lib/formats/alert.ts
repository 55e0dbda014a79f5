import type { Payload } from "#lib/domain/alert/alert.ts";
import type { Format, Routed } from "./format.ts";

/** Tocsin's own format: one JSON object of exactly the seventeen fields. */
export const alert: Format = { headers, body };

function headers(): Record<string, string> {
  return {
    "content-type": "application/json",
    "user-agent": "Tocsin/1.0",
    "accept-encoding": "identity",
  };
}

/** Lists every key, because stored payloads may have theirs in another order. */
function body(payload: Payload, routed: Routed): string {
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
