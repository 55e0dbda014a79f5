import { parseBody } from "./json-body.ts";
import { filled } from "./macros.ts";
import { membersOf } from "./members.ts";
import { Faults } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";
import { readCount } from "./times.ts";

/** What the script of a Zabbix media type posts: the parameters that the Sources page lists. */
export const zabbix: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json, as the script on the Sources page does.",
  paths: [""],
  map,
};

/** Zabbix leaves a macro that has no value there as it is, or says that it doesn't know it. */
const UNRESOLVED = /^(\{[^{}]*\}|\*UNKNOWN\*)$/;

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  const read = filled(body, UNRESOLVED);
  const faults = new Faults();
  if (!("event_value" in body)) faults.missing("event_value", "{EVENT.VALUE}");
  if (!("event_name" in body || "alert_subject" in body)) faults.missing("event_name", "{EVENT.NAME}");
  faults.refuse();
  const title = read("event_name", "alert_subject");
  // Zabbix fills in no macros when a media type is tested.
  if (title === null && read("event_id") === null) return { kind: "alerts", alerts: [testAlert(body)] };
  if (title === null) faults.missing("event_name", "{EVENT.NAME}");
  faults.refuse();
  return { kind: "alerts", alerts: [mapAlert(read, body, title)] };
}

const testAlert = (details: unknown): MappedAlert => ({
  identity: null,
  title: "Test of the Zabbix media type",
  test: true,
  details,
});

const PRIORITIES = ["Low", "Low", "Medium", "Medium", "High", "Critical"] as const;

function mapAlert(read: ReturnType<typeof filled>, details: unknown, title: string | null): MappedAlert {
  const isResolved = read("event_value") === "0";
  const ended = isResolved ? readCount(read("event_recovery_timestamp"), 1_000) : null;
  return {
    // A problem and its recovery have the same event's number.
    identity: read("event_id", "trigger_id"),
    title,
    description: read("alert_message"),
    event_description: read("event_opdata"),
    status: isResolved ? "Resolved" : null,
    priority: PRIORITIES[Number(read("event_nseverity") ?? Number.NaN)] ?? null,
    source_id: read("host_ip"),
    source_name: read("host_name"),
    source_url: addressOf(read),
    occurred_at: ended ?? readCount(read("event_timestamp"), 1_000),
    details,
  };
}

function addressOf(read: ReturnType<typeof filled>): string | null {
  const [url, trigger, event] = [read("zabbix_url"), read("trigger_id"), read("event_id")];
  if (url === null || trigger === null || event === null) return url;
  const query = new URLSearchParams({ triggerid: trigger, eventid: event });
  return `${url.endsWith("/") ? url.slice(0, -1) : url}/tr_events.php?${query}`;
}
