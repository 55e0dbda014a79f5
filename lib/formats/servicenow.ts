import type { Payload, Priority } from "#lib/domain/alert/alert.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { visibleLines } from "#lib/domain/visible-text.ts";
import { keyOf } from "./alert-key.ts";
import { objectIn, objectOf, quoted } from "./answer.ts";
import { fitted } from "./fitted.ts";
import type { Format, FormatEvent, ReceiverVerdict } from "./format.ts";
import { known } from "./known.ts";
import { alertLink, payloadOf } from "./shown-event.ts";

/** The web service of ServiceNow's Event Management (`em_event`). */
export const servicenow: Format = { headers: () => ({ accept: "application/json" }), body, verdict };

const SEVERITY: Record<Priority, string> = { Critical: "1", High: "2", Medium: "3", Low: "4" };
const CLEAR = "0";

function body(event: FormatEvent): string {
  const payload = payloadOf(event);
  const closed = !isOngoing(payload.status);
  const record = known({
    source: "Tocsin",
    event_class: fitted(payload.source_name || "Tocsin", 100),
    node: fitted(payload.source_id || payload.source_name || "Tocsin", 100),
    resource: fitted(payload.source_type ?? "", 100),
    type: fitted(payload.category ?? "", 100),
    metric_name: fitted(payload.di_event ?? "", 100),
    message_key: keyOf(payload.alert_id, 1_024),
    severity: closed ? CLEAR : SEVERITY[payload.priority],
    resolution_state: closed ? "Closing" : "New",
    time_of_event: timeOf(payload.update_at),
    description: fitted(descriptionOf(payload), 4_000),
    additional_info: additionalInfo(event, payload),
  });
  return JSON.stringify({ records: [record] });
}

const descriptionOf = ({ alert_title, description }: Payload): string =>
  visibleLines([alert_title, description ?? ""].join("\n\n").trimEnd());

/** `2026-11-24T06:22:48.000Z` as `2026-11-24 06:22:48`, which ServiceNow reads as GMT. */
const timeOf = (time: string): string => new Date(time).toISOString().slice(0, 19).replace("T", " ");

/** A JSON text of texts: ServiceNow supports no other values in it. */
function additionalInfo(event: FormatEvent, payload: Payload): string {
  const { alert_id, alert_title, event_description, initiated_by, priority, rule_id, source_url, status } =
    payload;
  const own = {
    alert_id,
    alert_title,
    event_description,
    initiated_by,
    priority,
    rule_id,
    source_url,
    status,
  };
  const all = known({ ...event.details(), ...own, tocsin_url: alertLink(event, alert_id) });
  const texts = Object.entries(all).map(([name, value]): [string, string] => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return JSON.stringify(Object.fromEntries(texts));
}

/** ServiceNow's JSON services may answer 200 with an error, or with a record that failed. */
function verdict(response: AttemptResponse): ReceiverVerdict | null {
  const words = errorIn(objectIn(response));
  return words === null ? null : { refused: quoted(words), retry: null };
}

function errorIn(answer: Record<string, unknown> | null): string | null {
  const records: unknown[] = Array.isArray(answer?.records) ? answer.records : [];
  const failed = records.map(objectOf).find((record) => record?.__status === "failure");
  if (failed) return wordsOf(failed.__error) ?? "The event was refused without a reason.";
  return wordsOf(answer?.error);
}

function wordsOf(fault: unknown): string | null {
  if (typeof fault === "string") return fault.trim() === "" ? null : fault;
  const { message, reason, detail } = objectOf(fault) ?? {};
  const words = [message, reason, detail].filter((one) => typeof one === "string" && one !== "");
  return words.length === 0 ? null : words.join(" ");
}
