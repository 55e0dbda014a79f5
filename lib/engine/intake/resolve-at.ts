import type { NewEvent } from "#db/queries/alerts.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import { isOwnAlert } from "#lib/domain/own/own.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { matchingRules } from "./route.ts";

const MINUTE_MS = 60_000;

type Resolving = Rule & { autoResolveMinutes: number };

const resolves = (rule: Rule): rule is Resolving => rule.autoResolveMinutes !== null;

/** The rule that resolves an alert soonest; of rules with the same time, the oldest. */
const soonestOf = (rules: readonly Rule[]): Resolving | undefined =>
  rules
    .filter(resolves)
    .reduce<Resolving | undefined>(
      (soonest, rule) =>
        soonest !== undefined && soonest.autoResolveMinutes <= rule.autoResolveMinutes ? soonest : rule,
      undefined,
    );

/** The rule that resolves the event's alert, among the rules that match the event. */
export const resolvingRule = (
  { payload, details }: Pick<NewEvent, "payload" | "details">,
  table: RoutingTable,
): Resolving | undefined => soonestOf(matchingRules({ payload, details, before: null }, table));

/**
 * When the alert resolves itself unless another event comes first, ms since 1970. Null if the alert is not
 * ongoing, no matching rule resolves it, or it is Tocsin's own, which ends with its state.
 * E.g. received at 12:00, matched by rules of 60 and 30 minutes → 12:30.
 */
export function autoResolveAt(
  { payload, receivedAt }: Pick<NewEvent, "payload" | "receivedAt">,
  matched: readonly Rule[],
): number | null {
  if (!isOngoing(payload.status) || isOwnAlert(payload.alert_id)) return null;
  const rule = soonestOf(matched);
  return rule === undefined ? null : receivedAt + rule.autoResolveMinutes * MINUTE_MS;
}
