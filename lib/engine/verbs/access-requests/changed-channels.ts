import type { AccessRequestChannel } from "#lib/domain/rule/access-request-schema.ts";

/**
 * The channels whose events changed, with their new events: an empty list for a channel that is no longer
 * notified.
 * E.g. before [a: x], after [a: x, b: y] → [b: y].
 */
export function changedChannels(
  before: readonly AccessRequestChannel[],
  after: readonly AccessRequestChannel[],
): AccessRequestChannel[] {
  const removed = before
    .filter(({ channel_id }) => !after.some((one) => one.channel_id === channel_id))
    .map(({ channel_id }) => ({ channel_id, events: [] }));
  const changed = after.filter(
    ({ channel_id, events }) =>
      !sameEvents(
        before.find((one) => one.channel_id === channel_id),
        events,
      ),
  );
  return [...changed, ...removed];
}

const sameEvents = (before: AccessRequestChannel | undefined, events: readonly string[]): boolean =>
  before?.events.length === events.length && before.events.every((event) => events.includes(event));
