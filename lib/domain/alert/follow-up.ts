import type { AlertStatus } from "./alert.ts";
import type { RouteDecision } from "./routing.ts";
import { isOngoing } from "./status.ts";

/**
 * Where an alert's events went since it opened: channel id → the rule that last sent one there, or null if only
 * the Access Requests settings did. The event that ends the alert goes there too: by that rule, whichever rules
 * match it, and whatever is muted.
 */
export type Reached = Readonly<Record<string, string | null>>;

/**
 * Whether an event opens its alert: the first event does, and so does an ongoing status after Resolved.
 * @example opens("Resolved", "Open") === true
 */
export const opens = (before: AlertStatus | null, status: AlertStatus): boolean =>
  before === null || (!isOngoing(before) && isOngoing(status));

/**
 * Whether an event ends its alert: Open → Resolved does, Resolved → Resolved does not.
 * @example closes("Open", "Resolved") === true
 */
export const closes = (before: AlertStatus | null, status: AlertStatus): boolean =>
  before !== null && isOngoing(before) && !isOngoing(status);

/**
 * Adds what one event's routing sent.
 * @example reachedAfter({ a: "r1" }, [{ kind: "send", channelId: "b", ruleId: "r2" }]) gives { a: "r1", b: "r2" }
 */
export function reachedAfter(before: Reached, decisions: readonly RouteDecision[]): Reached {
  const sent = decisions
    .filter((decision) => decision.kind === "send")
    .map(({ channelId, ruleId }) => [channelId, ruleId ?? before[channelId] ?? null] as const);
  return sent.length === 0 ? before : { ...before, ...Object.fromEntries(sent) };
}
