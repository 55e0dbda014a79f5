import type { HealthName } from "#lib/domain/channel/health.ts";
import { ACCESS_REQUEST_EVENTS, type AccessRequestEvent } from "#lib/domain/rule/access-request.ts";

/** A webhook as this page needs it in the browser. */
export type Selectable = {
  id: string;
  name: string;
  /** Masked. */
  url: string;
  health: HealthName;
};

/** What a card's Select All shows: ticked, a dash, or nothing. */
export function selectAllState(events: readonly AccessRequestEvent[]): "all" | "some" | "none" {
  if (events.length === 0) return "none";
  return events.length === ACCESS_REQUEST_EVENTS.length ? "all" : "some";
}

/** The events with one more or one less, always in the order of the page: so a change that is taken back is none. */
export function withEvent(
  events: readonly AccessRequestEvent[],
  event: AccessRequestEvent,
  on: boolean,
): AccessRequestEvent[] {
  return ACCESS_REQUEST_EVENTS.filter((one) => (one === event ? on : events.includes(one)));
}

/** "1 EVENT", "7 EVENTS". */
export const countOfEvents = (count: number): string => `${count} ${count === 1 ? "EVENT" : "EVENTS"}`;

/** The webhooks that have no card yet and whose name or URL the search is in, whatever the case. */
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
