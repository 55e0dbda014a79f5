import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import { visibleLines, visibleText } from "#lib/domain/visible-text.ts";
import type { FormatEvent } from "./format.ts";
import { linkTo, linkWithin } from "./link.ts";

/** The payload as the receiver gets it: with the rule's id and priority. */
export function payloadOf({ stored, routed }: FormatEvent): Payload {
  const payload: Payload = JSON.parse(stored);
  return {
    ...payload,
    priority: routed.priority ?? payload.priority,
    rule_id: payload.rule_id ?? routed.ruleId,
  };
}

/** The alert's page in the console; null without a public address. */
export const alertLink = ({ baseUrl }: Pick<FormatEvent, "baseUrl">, alertId: string): string | null =>
  baseUrl === null ? null : linkWithin(baseUrl, `/alerts/${encodeURIComponent(alertId)}`);

/** An event in words. Characters that hide or turn text are visible; nothing is escaped or cut yet. */
export type ShownEvent = {
  /** The alert's title, one line. */
  title: string;
  /** Status, priority and title, one line: `Resolved · Critical: Disk full`. */
  headline: string;
  priority: Priority;
  status: AlertStatus;
  isClosed: boolean;
  /** `Open → Resolved`, or the status alone if it did not change. */
  change: string;
  /** What the source says, several lines; null if it says nothing. */
  text: string | null;
  /** Short facts that are known, each one line. */
  facts: readonly { label: string; value: string }[];
  /** Where to read more: the alert's page first, then the source's. */
  links: readonly { label: string; href: string }[];
};

/** What a chat message says about an event. */
export function shownEvent(event: FormatEvent): ShownEvent {
  const payload = payloadOf(event);
  const { priority, status } = payload;
  const title = visibleText(payload.alert_title);
  return {
    title,
    headline: `${status} · ${priority}: ${title}`,
    priority,
    status,
    isClosed: !isOngoing(status),
    change: changeOf(payload),
    text: textOf(payload),
    facts: factsOf(payload),
    links: linksOf(event, payload),
  };
}

function changeOf({ previous_alert_status: before, status }: Payload): string {
  return before === null || before === status ? status : `${before} → ${status}`;
}

function textOf({ description, event_description }: Payload): string | null {
  const texts = [description, event_description]
    .filter((text) => text !== null)
    .map((text) => visibleLines(text).replaceAll("\r\n", "\n").trim())
    .filter((text) => text !== "");
  return texts.length === 0 ? null : [...new Set(texts)].join("\n\n");
}

function factsOf(payload: Payload): ShownEvent["facts"] {
  const { occurred_at, update_at } = payload;
  const facts: [label: string, value: string | null][] = [
    ["Source", sourceOf(payload)],
    ["Category", payload.category],
    ["Event", payload.di_event],
    ["By", payload.initiated_by],
    ["Occurred", timeOf(occurred_at)],
    ["Updated", update_at === occurred_at ? null : timeOf(update_at)],
    ["Alert", payload.alert_id],
  ];
  return facts.flatMap(([label, value]) =>
    value === null || value.trim() === "" ? [] : [{ label, value: visibleText(value.trim()) }],
  );
}

function sourceOf({ source_name: name, source_type: type }: Payload): string | null {
  return name !== null && type !== null && type !== name ? `${name} (${type})` : (name ?? type);
}

/** To the second: `2026-11-24 06:22:48 UTC`. */
const timeOf = (utc: string): string => `${utc.slice(0, 19).replace("T", " ")} UTC`;

function linksOf(event: FormatEvent, { alert_id, source_url }: Payload): ShownEvent["links"] {
  const links: [label: string, href: string | null][] = [
    ["Open in Tocsin", alertLink(event, alert_id)],
    ["Open at the source", source_url === null ? null : linkTo(source_url)],
  ];
  return links.flatMap(([label, href]) => (href === null ? [] : [{ label, href }]));
}

/** A sign for receivers that show no colours. */
export const signOf = ({ isClosed, priority }: ShownEvent): string => (isClosed ? "✅" : SIGNS[priority]);

const SIGNS: Readonly<Record<Priority, string>> = { Critical: "🔴", High: "🟠", Medium: "🟡", Low: "🔵" };

/** The colour beside a message, as six hex digits. */
export const colorOf = ({ isClosed, priority }: ShownEvent): string =>
  isClosed ? "2E9E5B" : COLORS[priority];

const COLORS: Readonly<Record<Priority, string>> = {
  Critical: "D92D20",
  High: "F2780C",
  Medium: "E5B80B",
  Low: "3B7DD8",
};
