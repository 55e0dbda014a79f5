import { parseBody } from "./json-body.ts";
import { filled } from "./macros.ts";
import { firstText, type Members, membersOf } from "./members.ts";
import { Faults } from "./not-of-type.ts";
import type { Mapped, MappedAlert, Sender, SenderPost } from "./sender.ts";
import { priorityOf } from "./severity.ts";
import { readCount } from "./times.ts";

/** Datadog's webhooks: its usual body, and the payload that the Sources page shows. */
export const datadog: Sender = {
  mediaTypes: ["application/json"],
  wrongMediaType: 'Send Content-Type: application/json: leave "Encode as form" of the webhook off.',
  paths: [""],
  map,
};

const UNRESOLVED = /^\$[A-Z][A-Z0-9_]*(\[[^\]]*\])?$/;

function map({ text }: SenderPost): Mapped {
  const body = membersOf(parseBody(text));
  const read = filled(body, UNRESOLVED);
  const faults = new Faults();
  const title = read("title") ?? faults.missing("title", "$EVENT_TITLE") ?? "";
  if (read("id") === null) faults.missing("id", "$ID");
  faults.refuse();
  return { kind: "alerts", alerts: [mapAlert(read, body, readTitle(title))] };
}

function mapAlert(read: ReturnType<typeof filled>, body: Members, told: Told): MappedAlert {
  const scope = read("scope") ?? told.scope;
  const transition = read("transition") ?? told.transition;
  const isResolved = /recovered/i.test(transition ?? "");
  return {
    identity: identityOf(read),
    title: told.title,
    description: firstText((read("status", "body") ?? "").replaceAll("%%%", "")),
    event_description: transition,
    status: isResolved ? "Resolved" : null,
    priority: priorityOf(read("priority")) ?? priorityOf(told.priority) ?? priorityOf(read("type")),
    category: read("event_type", "tags"),
    source_id: read("alert_id"),
    source_name: scope ?? firstText(membersOf(body.org).name),
    source_url: read("link"),
    occurred_at: readCount(read("date"), 1),
    test: told.test,
    details: body,
  };
}

/** A monitor may watch many hosts: its number and the host's tags make one alert. */
function identityOf(read: ReturnType<typeof filled>): string | null {
  const [monitor, scope] = [read("alert_id"), read("scope")];
  if (monitor !== null) return scope === null ? monitor : `${monitor} ${scope}`;
  return read("aggreg_key", "cycle_key");
}

/** What the brackets say in front of a title such as `[P2] [Triggered on {host:web-2}] Load is high`. */
type Told = {
  title: string;
  transition: string | null;
  scope: string | null;
  priority: string | null;
  test: boolean;
};

/** More than any title needs; to search brackets in a megabyte of them would take minutes. */
const TITLE_LENGTH = 1_000;
const BRACKET = /^\[([^\]]*)\]\s*/;
const TRANSITION = /^((?:Re-)?(?:Triggered|Warn|No Data|Recovered|Alert)\b[^{]*?)(?:\s+on\s+\{(.*)\})?$/i;

function readTitle(whole: string): Told {
  const told: Told = {
    title: whole.slice(0, TITLE_LENGTH),
    transition: null,
    scope: null,
    priority: null,
    test: false,
  };
  for (let found = BRACKET.exec(told.title); found; found = BRACKET.exec(told.title)) {
    const [bracket, inside = ""] = found;
    const transition = TRANSITION.exec(inside);
    if (inside === "TEST") told.test = true;
    else if (/^P[1-5]$/.test(inside)) told.priority = inside;
    else if (transition === null) break;
    else Object.assign(told, { transition: transition[1] ?? null, scope: transition[2] ?? null });
    told.title = told.title.slice(bracket.length);
  }
  return { ...told, title: firstText(told.title) ?? whole };
}
