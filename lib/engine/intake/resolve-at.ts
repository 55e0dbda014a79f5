import type { NewEvent } from "#db/queries/alerts.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import type { RoutingTable, Rule } from "#lib/domain/rule/rule.ts";
import { route } from "./route.ts";

const MINUTE_MS = 60_000;

type Resolving = Rule & { autoResolveMinutes: number };

const resolves = (rule: Rule): rule is Resolving => rule.autoResolveMinutes !== null;

/** Of several rules the one that resolves an alert the soonest; of several such, the oldest. */
const soonestOf = (rules: readonly Rule[]): Resolving | undefined =>
  rules
    .filter(resolves)
    .reduce<Resolving | undefined>(
      (soonest, rule) =>
        soonest !== undefined && soonest.autoResolveMinutes <= rule.autoResolveMinutes ? soonest : rule,
      undefined,
    );

/** Of the rules that an event matches, the one that resolves its alert. */
export const resolvingRule = (
  { payload, details }: Pick<NewEvent, "payload" | "details">,
  table: RoutingTable,
): Resolving | undefined => soonestOf(route({ payload, details, before: null }, table).matched);

/**
 * When the event's alert is resolved if no other event comes before, ms since 1970; null for one that is not ongoing,
 * or that none of the rules it matched resolves.
 */
export function autoResolveAt({ payload, receivedAt }: NewEvent, matched: readonly Rule[]): number | null {
  if (!isOngoing(payload.status)) return null;
  const rule = soonestOf(matched);
  return rule === undefined ? null : receivedAt + rule.autoResolveMinutes * MINUTE_MS;
}
