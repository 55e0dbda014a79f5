import { alertsToResolve, storedAlert } from "#db/queries/alerts.ts";
import { resolvingRule } from "#lib/pipeline/auto-resolve.ts";
import { publish, type Routes } from "#lib/pipeline/publish.ts";
import type { Tx } from "#lib/verb.ts";
import { statusEvent } from "./status-event.ts";

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
