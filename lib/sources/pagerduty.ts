import { parseBody } from "./json-body.ts";
import { firstText, isMembers, listOf, type Members, membersOf } from "./members.ts";
import { Faults } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";
import { priorityOf } from "./severity.ts";

/** The Events API v2 of PagerDuty, for programs that can post to an address of one's own. */
export const pagerduty: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: "Send Content-Type: application/json.",
  paths: ["", "/v2/enqueue"],
  answer: { status: 202, body: answerOf },
  keyIn: (text) => firstText(membersOf(parseBody(text)).routing_key),
  map,
};

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  const faults = new Faults();
  const identity = firstText(body.dedup_key);
  const status = STATUS_OF.get(body.event_action);
  if (status === undefined) faults.missing("event_action", '"trigger", "acknowledge" or "resolve"');
  if (status === null) refuseHalf(membersOf(body.payload), faults);
  else if (status !== undefined && identity === null)
    faults.missing("dedup_key", "the key that the trigger was sent with");
  faults.refuse();
  return { kind: "alerts", alerts: [mapAlert(body, identity, status ?? null)] };
}

const STATUS_OF: ReadonlyMap<unknown, MappedAlert["status"]> = new Map<unknown, MappedAlert["status"]>([
  ["trigger", null],
  ["acknowledge", "Acknowledged"],
  ["resolve", "Resolved"],
]);

/** PagerDuty requires these three of a trigger. */
function refuseHalf(payload: Members, faults: Faults): void {
  if (firstText(payload.summary) === null) faults.missing("payload.summary", "the alert's title");
  if (firstText(payload.source) === null) faults.missing("payload.source", "what has the problem");
  if (firstText(payload.severity) === null)
    faults.missing("payload.severity", '"critical", "error", "warning" or "info"');
}

function mapAlert(body: Members, identity: string | null, status: MappedAlert["status"]): MappedAlert {
  const { routing_key: _key, service_key: _oldKey, ...details } = body;
  const payload = membersOf(body.payload);
  const link = listOf(body.links).map((one) => membersOf(one).href);
  return {
    identity,
    title: firstText(payload.summary),
    description: textOfDetails(payload.custom_details),
    status: status ?? null,
    priority: priorityOf(firstText(payload.severity)),
    category: firstText(payload.class),
    source_id: firstText(payload.component, payload.group),
    source_name: firstText(payload.source),
    source_url: firstText(body.client_url, ...link),
    initiated_by: firstText(body.client),
    occurred_at: firstText(payload.timestamp),
    // A resolve has no facts: those of the trigger stay.
    details: isMembers(body.payload) ? details : null,
  };
}

/** `custom_details` as one line per member. */
function textOfDetails(given: unknown): string | null {
  if (!isMembers(given)) return firstText(given);
  const lines = Object.entries(given).flatMap(([name, value]) => {
    const text = firstText(value);
    return text === null ? [] : [`${name}: ${text}`];
  });
  return firstText(lines.join("\n"));
}

/** PagerDuty's own answer. A client without a dedup_key resolves by the one that it finds here. */
function answerOf(ours: string): string {
  const { alert_id } = membersOf(listOf(membersOf(JSON.parse(ours)).results)[0]);
  const dedupKey = firstText(alert_id)?.replace(/^pagerduty:[^:]*:/, "") ?? null;
  return JSON.stringify({ status: "success", message: "Event processed", dedup_key: dedupKey });
}
