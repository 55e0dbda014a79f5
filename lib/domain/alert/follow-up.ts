import type { AlertStatus } from "./alert.ts";
import type { RouteDecision } from "./routing.ts";
import { isOngoing } from "./status.ts";

/**
 * What went where since an alert opened: channel id → the rule that last sent an event there. The end of the alert
 * follows it, whatever the rules make of the closing event itself.
 */
export type Reached = Readonly<Record<string, string>>;

/** Whether an event opens its alert: its first one does, and each that is ongoing after the alert was resolved. */
export const opens = (before: AlertStatus | null, status: AlertStatus): boolean =>
  before === null || (!isOngoing(before) && isOngoing(status));

/** Whether an event ends its alert: Open → Resolved does, Resolved → Resolved ends nothing. */
export const closes = (before: AlertStatus | null, status: AlertStatus): boolean =>
  before !== null && isOngoing(before) && !isOngoing(status);

/** What went where once an event was routed: `{a: "r1"}` and a send to b by r2 make `{a: "r1", b: "r2"}`. */
export function reachedAfter(before: Reached, decisions: readonly RouteDecision[]): Reached {
  const sent = decisions.flatMap((decision) =>
    decision.kind === "send" && decision.ruleId !== null
      ? [[decision.channelId, decision.ruleId] as const]
      : [],
  );
  return sent.length === 0 ? before : { ...before, ...Object.fromEntries(sent) };
}
