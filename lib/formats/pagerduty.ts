import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import { visibleLines, visibleText } from "#lib/domain/visible-text.ts";
import { keyOf } from "./alert-key.ts";
import { fitted } from "./fitted.ts";
import type { Format, FormatEvent, SecretField } from "./format.ts";
import { known } from "./known.ts";
import { linkTo } from "./link.ts";
import { alertLink, payloadOf } from "./shown-event.ts";

/** PagerDuty's Events API v2. */
export const pagerduty: Format = { headers: () => ({}), body };

const ACTION: Record<AlertStatus, string> = {
  Open: "trigger",
  Acknowledged: "acknowledge",
  Resolved: "resolve",
  "Auto-Resolved": "resolve",
};

const SEVERITY: Record<Priority, string> = {
  Critical: "critical",
  High: "error",
  Medium: "warning",
  Low: "info",
};

function body(event: FormatEvent, _: unknown, secret: SecretField): string {
  const payload = payloadOf(event);
  const action = ACTION[payload.status];
  return JSON.stringify({
    routing_key: secret("routing_key"),
    event_action: action,
    dedup_key: keyOf(payload.alert_id, 255),
    ...(action === "trigger" && triggerOf(event, payload)),
  });
}

function triggerOf(event: FormatEvent, payload: Payload) {
  return known({
    payload: {
      summary: fitted(visibleText(payload.alert_title), 1_024),
      source: payload.source_id || payload.source_name || "Tocsin",
      severity: SEVERITY[payload.priority],
      timestamp: payload.occurred_at,
      ...known({ class: payload.category, group: payload.source_name }),
      custom_details: known({
        description: visibleLines(payload.description ?? ""),
        event: payload.di_event,
        event_description: payload.event_description,
        initiated_by: payload.initiated_by,
        priority: payload.priority,
        rule_id: payload.rule_id,
        alert_id: payload.alert_id,
        details: event.details(),
      }),
    },
    client: "Tocsin",
    client_url: alertLink(event, payload.alert_id),
    links: linksOf(payload),
  });
}

/** The source's own page, if its address is one that a browser can open. */
function linksOf({ source_url }: Payload): { href: string; text: string }[] | null {
  const href = source_url && linkTo(source_url);
  return href ? [{ href, text: "Open at the source" }] : null;
}
