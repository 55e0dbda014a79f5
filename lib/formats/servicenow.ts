import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import { cut, keyOf } from "./cut.ts";
import type { Format, FormatEvent, Verdict } from "./format.ts";
import { known } from "./known.ts";
import { alertLink, payloadOf } from "./shown-event.ts";

/** The web service of ServiceNow's Event Management (`em_event`). */
export const servicenow: Format = { headers: () => ({ accept: "application/json" }), body, verdict };

const SEVERITY: Record<Priority, string> = { Critical: "1", High: "2", Medium: "3", Low: "4" };
const CLEAR = "0";

const isClosed = (status: AlertStatus): boolean => status === "Resolved" || status === "Auto-Resolved";

function body(event: FormatEvent): string {
  const payload = payloadOf(event);
  const closed = isClosed(payload.status);
  const record = known({
    source: "Tocsin",
    event_class: cut(payload.source_name || "Tocsin", 100),
    node: cut(payload.source_id || payload.source_name || "Tocsin", 100),
    resource: cut(payload.source_type ?? "", 100),
    type: cut(payload.category ?? "", 100),
    metric_name: cut(payload.di_event ?? "", 100),
    message_key: keyOf(payload.alert_id, 1_024),
    severity: closed ? CLEAR : SEVERITY[payload.priority],
    resolution_state: closed ? "Closing" : "New",
    time_of_event: timeOf(payload.update_at),
    description: cut([payload.alert_title, payload.description ?? ""].join("\n\n").trimEnd(), 4_000),
    additional_info: additionalInfo(event, payload),
  });
  return JSON.stringify({ records: [record] });
}

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
function verdict({ body: text }: AttemptResponse): Verdict | null {
  const words = errorIn(text);
  return words === null ? null : { refused: cut(words, 200), retry: null };
}

type Answer = { error?: Fault; records?: { __status?: string; __error?: Fault }[] } | null;
type Fault = string | { message?: string; detail?: string; reason?: string } | null;

function errorIn(text: string): string | null {
  try {
    const answer: Answer = JSON.parse(text);
    const failed = Array.isArray(answer?.records)
      ? answer.records.find((record) => record?.__status === "failure")
      : undefined;
    if (failed !== undefined) return wordsOf(failed.__error) ?? "The event was refused without a reason.";
    return wordsOf(answer?.error);
  } catch {
    return null;
  }
}

function wordsOf(fault: Fault | undefined): string | null {
  if (typeof fault === "string") return fault === "" ? null : fault;
  if (typeof fault !== "object" || fault === null) return null;
  const words = [fault.message, fault.reason, fault.detail].filter((one) => typeof one === "string");
  return words.length === 0 ? null : words.join(" ");
}
