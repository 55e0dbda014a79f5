import type { NewEvent } from "#db/queries/alerts.ts";
import { isOngoing } from "#lib/domain/alert-status.ts";
import type { RoutingTable, Rule } from "#lib/domain/rule.ts";
import { matchingRules } from "./route.ts";

const MINUTE_MS = 60_000;

type Resolving = Rule & { autoResolveMinutes: number };

const resolves = (rule: Rule): rule is Resolving => rule.autoResolveMinutes !== null;

/** Of the rules that an event matches, the one that resolves its alert the soonest; of several, the oldest. */
export function resolvingRule(
  event: Pick<NewEvent, "payload" | "details">,
  table: RoutingTable,
): Resolving | undefined {
  if (!table.rules.some(resolves)) return undefined;
  return matchingRules(event, table)
    .filter(resolves)
    .reduce<Resolving | undefined>(
      (soonest, rule) =>
        soonest !== undefined && soonest.autoResolveMinutes <= rule.autoResolveMinutes ? soonest : rule,
      undefined,
    );
}

/** When the event's alert is resolved if no other event comes before, ms since 1970; null for one that is not ongoing. */
export function autoResolveAt(event: NewEvent, table: RoutingTable): number | null {
  if (!isOngoing(event.payload.status)) return null;
  const rule = resolvingRule(event, table);
  return rule === undefined ? null : event.receivedAt + rule.autoResolveMinutes * MINUTE_MS;
}
