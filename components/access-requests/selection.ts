import type { HealthName } from "#lib/domain/channel/health.ts";
import { ACCESS_REQUEST_EVENTS, type AccessRequestEvent } from "#lib/domain/rule/access-request.ts";

/** The part of a webhook that this page needs in the browser. */
export type Selectable = {
  id: string;
  name: string;
  /** Masked. */
  url: string;
  health: HealthName;
};

/** The state of a card's Select All: ticked, a dash, or empty. */
export function selectAllState(events: readonly AccessRequestEvent[]): "all" | "some" | "none" {
  if (events.length === 0) return "none";
  return events.length === ACCESS_REQUEST_EVENTS.length ? "all" : "some";
}

/**
 * Adds or removes an event. Keeps the order of the page, so that undoing a change leaves the form unchanged.
 */
export function withEvent(
  events: readonly AccessRequestEvent[],
  event: AccessRequestEvent,
  on: boolean,
): AccessRequestEvent[] {
  return ACCESS_REQUEST_EVENTS.filter((one) => (one === event ? on : events.includes(one)));
}

/** "1 EVENT", "7 EVENTS". */
export const countOfEvents = (count: number): string => `${count} ${count === 1 ? "EVENT" : "EVENTS"}`;

/** The webhooks without a card whose name or URL contains the search, ignoring case. */
export function selectableChannels(
  channels: readonly Selectable[],
  withCard: ReadonlySet<string>,
  search: string,
): Selectable[] {
  const wanted = search.trim().toLowerCase();
  return channels.filter(
    ({ id, name, url }) => !withCard.has(id) && `${name}\n${url}`.toLowerCase().includes(wanted),
  );
}
