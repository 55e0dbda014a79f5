import { alertsToResolve, storedAlert } from "#db/queries/alerts.ts";
import { publish, type Routes } from "#lib/engine/intake/publish.ts";
import { resolvingRule } from "#lib/engine/intake/resolve-at.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** Where the rule that was to resolve the alert no longer matches it. */
const NO_RULE = "Auto-resolve";

/** Resolves at most `limit` alerts whose time has come, in the name of their rule; returns how many. */
export function autoResolve(tx: Tx, routes: Routes, limit: number): number {
  const due = alertsToResolve(tx.db, tx.now, limit).map((alertId) => storedAlert(tx.db, alertId));
  const known = due.filter((stored) => stored !== undefined);
  for (const stored of known) {
    const by = resolvingRule(stored, routes.table)?.name ?? NO_RULE;
    const change = { status: "Auto-Resolved", by, remark: null, apiKeyId: null, now: tx.now } as const;
    publish(tx, statusEvent(stored, change), routes);
  }
  return known.length;
}
