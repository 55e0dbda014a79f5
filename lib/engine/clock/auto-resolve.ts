import { alertsToResolve } from "#db/queries/alert-ends.ts";
import { storedAlert } from "#db/queries/alerts.ts";
import { publish, type Routes } from "#lib/engine/intake/publish.ts";
import { resolvingRule } from "#lib/engine/intake/resolve-at.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";

/** Alerts per transaction. */
const STEP = 50;
/** The event's `initiated_by` if the rule that set the alert's time no longer matches it. */
const NO_RULE = "Auto-resolve";

/** Resolves the alerts whose time has come by their rule. */
export const autoResolving = ({
  db,
  now,
  transact,
  routing,
  deliveryQueued,
}: Pick<ChoreContext, "db" | "now" | "transact" | "routing" | "deliveryQueued">): ChoreParts => ({
  name: "resolving alerts by their rules",
  everyMs: 1_000,
  isDue: () => alertsToResolve(db, now(), 1).length > 0,
  step: () =>
    transact((tx) => {
      const routes = { table: routing(tx), queued: deliveryQueued };
      return autoResolve(tx, routes, STEP) === STEP;
    }),
});

/** Resolves up to `limit` alerts whose time has come, in the name of their rule; returns how many. */
export function autoResolve(tx: Tx, routes: Routes, limit: number): number {
  const due = alertsToResolve(tx.db, tx.now, limit).map((alertId) => storedAlert(tx.db, alertId));
  const known = due.filter((stored) => stored !== undefined);
  for (const stored of known) {
    const by = resolvingRule(stored, routes.table)?.name ?? NO_RULE;
    const change = { status: "Auto-Resolved", by, remark: null, apiKeyId: null } as const;
    publish(tx, statusEvent(tx, stored, change), routes);
  }
  return known.length;
}
