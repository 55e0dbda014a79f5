import type { AlertEvent, Routing } from "#lib/domain/alert/timeline.ts";

/** Neighbours that say the same and went the same way, newest first. */
export type EventGroup = { newest: AlertEvent; others: AlertEvent[] };

/**
 * Groups an alert's events, newest first. An event with a remark stands alone, because a person wrote it.
 */
export function groupEvents(events: readonly AlertEvent[]): EventGroup[] {
  const groups: EventGroup[] = [];
  let present: string | null = null;
  for (const event of events) {
    const likeness = likenessOf(event);
    const group = groups.at(-1);
    if (group !== undefined && likeness !== null && likeness === present) group.others.push(event);
    else groups.push({ newest: event, others: [] });
    present = likeness;
  }
  return groups;
}

/** The same for events that a reader can't tell apart but by their time; null if it is like no other. */
function likenessOf({ payload, remark, routing }: AlertEvent): string | null {
  if (remark !== null) return null;
  const { status, previous_alert_status, priority, di_event, event_description } = payload;
  const by = payload.initiated_by ?? payload.source_name;
  const said = [status, previous_alert_status, priority, di_event, event_description, by];
  return JSON.stringify([said, routing.map(wayOf)]);
}

function wayOf({ channelId, delivery, reason }: Routing): unknown[] {
  if (delivery === null) return [channelId, reason];
  const { state, reason: why, lastAttempt } = delivery;
  return [channelId, state, why, lastAttempt?.outcome, lastAttempt?.status];
}
