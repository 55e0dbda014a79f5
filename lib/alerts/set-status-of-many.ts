import { storedAlert } from "#db/queries/alerts.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { authorise } from "#lib/domain/actor.ts";
import { maySetStatus, statusChangesSchema } from "#lib/domain/alert-status.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { publish } from "#lib/pipeline/publish.ts";
import type { Verb } from "#lib/verb.ts";
import { changedBy } from "./changed-by.ts";
import { statusEvent } from "./status-event.ts";

/**
 * Acknowledges, resolves or reopens at most 200 alerts in one transaction. Those that are unknown, or whose present
 * status does not allow it, are skipped. Scope `operate`.
 */
export const setStatusOfAlerts: Verb<{ changed: number; skipped: number }> = async (
  context,
  { actor, input },
) => {
  authorise(actor, "operate");
  const { alertIds, change } = parseOrRefuse(statusChangesSchema, input);
  return context.transact((tx) => {
    const routes = { table: context.routing(tx), queued: context.deliveryQueued };
    const changed = [...new Set(alertIds)].filter((alertId) => {
      const stored = storedAlert(tx.db, alertId);
      if (stored === undefined || !maySetStatus(stored.payload.status, change.status)) return false;
      publish(tx, statusEvent(stored, { ...change, ...changedBy(actor), now: tx.now }), routes);
      return true;
    });
    if (changed.length > 0)
      recordAudit(tx, actor, {
        action: "alert.set-status-of-many",
        details: { to: change.status, alerts: changed },
      });
    return { changed: changed.length, skipped: alertIds.length - changed.length };
  });
};
