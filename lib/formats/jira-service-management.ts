import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import { visibleLines } from "#lib/domain/visible-text.ts";
import { hashOf } from "./alert-key.ts";
import { fitted } from "./fitted.ts";
import type { Format, FormatEvent } from "./format.ts";
import { known } from "./known.ts";
import { alertLink, payloadOf } from "./shown-event.ts";

/** The integration events of Jira Service Management, which are also Opsgenie's Alert API. */
export const jiraServiceManagement: Format = {
  headers: (_, secret) => ({ authorization: `GenieKey ${secret("api_key")}` }),
  path,
  body,
};

const PRIORITY: Record<Priority, string> = { Critical: "P1", High: "P2", Medium: "P3", Low: "P4" };

const ACTION: Record<AlertStatus, "acknowledge" | "close" | null> = {
  Open: null,
  Acknowledged: "acknowledge",
  Resolved: "close",
  "Auto-Resolved": "close",
};

/** An alert is created at the URL itself; what happens to it later goes to an address of its alias. */
function path(event: FormatEvent): string {
  const { alert_id: alertId, status } = payloadOf(event);
  const action = ACTION[status];
  return action === null ? "" : `/${encodeURIComponent(aliasOf(alertId))}/${action}?identifierType=alias`;
}

/** Hashes an id that a server on the way might read as a path or a space of its own. */
const aliasOf = (alertId: string): string => (/^[\w.:@+=-]+$/.test(alertId) ? alertId : hashOf(alertId));

function body(event: FormatEvent): string {
  const payload = payloadOf(event);
  return JSON.stringify(ACTION[payload.status] === null ? created(event, payload) : changed(payload));
}

function created(event: FormatEvent, payload: Payload) {
  return known({
    message: fitted(inert(payload.alert_title), 130),
    alias: aliasOf(payload.alert_id),
    description: fitted(inert(payload.description ?? ""), 15_000),
    tags: payload.category ? [fitted(inert(payload.category), 50)] : null,
    details: extraProperties(event, payload),
    entity: fitted(inert(payload.source_id || payload.source_name || ""), 512),
    source: fitted(inert(payload.source_name || "Tocsin"), 100),
    priority: PRIORITY[payload.priority],
  });
}

const changed = ({ initiated_by, event_description, status }: Payload) =>
  known({
    user: fitted(inert(initiated_by ?? ""), 100),
    note: fitted(inert(event_description || `${status} in Tocsin.`), 25_000),
    source: "Tocsin",
  });

/** The message may hold HTML: this takes the markup out of a text, and leaves its signs readable. */
const inert = (text: string): string => visibleLines(text).replace(/<(?=[a-z/!?])/gi, "‹");

const MOST_PROPERTIES = 8_000;

/** Texts by name, as many as fit: Tocsin's own first, which no member of the details may replace. */
function extraProperties(event: FormatEvent, payload: Payload): Record<string, string> {
  const { alert_id, di_event, event_description, initiated_by, rule_id, source_type, source_url } = payload;
  const own = {
    tocsin_url: alertLink(event, alert_id),
    ...{ alert_id, di_event, event_description, initiated_by, rule_id, source_type, source_url },
  };
  const others = Object.entries(known(event.details() ?? {})).filter(([name]) => !Object.hasOwn(own, name));
  let left = MOST_PROPERTIES;
  const fitting = [...Object.entries(known(own)), ...others].flatMap(([name, value]): [string, string][] => {
    const shownName = inert(name);
    const room = left - shownName.length;
    if (room < 1) return [];
    const text = fitted(inert(typeof value === "string" ? value : JSON.stringify(value)), room);
    left = room - text.length;
    return [[shownName, text]];
  });
  return Object.fromEntries(fitting);
}
