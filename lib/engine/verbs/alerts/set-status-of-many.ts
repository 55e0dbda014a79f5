import { storedAlert } from "#db/queries/alerts.ts";
import { readAsOf } from "#db/queries/as-of.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { lastEventSeqs } from "#db/queries/chosen-alerts.ts";
import { statusChangesSchema } from "#lib/domain/alert/status-schema.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { changedBy } from "#lib/engine/intake/changed-by.ts";
import { publish } from "#lib/engine/intake/publish.ts";
import { mayChange } from "#lib/engine/intake/refuse-status.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/**
 * `skipped` counts alerts that are unknown or whose status does not allow the change, `newer` those that had
 * an event since they were seen.
 */
type Changed = { changed: number; skipped: number; newer: number };

/**
 * Acknowledges, resolves or reopens at most 200 alerts in one transaction, except those that had an event
 * after `asOf`. Scope `operate`. Throws AppError `conflict` for an `asOf` from before a restore.
 */
export const setStatusOfAlerts: Verb<Changed> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { alertIds, asOf: token, change } = parseOrRefuse(statusChangesSchema, input);
  const asOf = readAsOf(context.db, token);
  return context.transact((tx) => {
    const routes = { table: context.routing(tx), queued: context.deliveryQueued };
    const ids = [...new Set(alertIds)];
    const last = lastEventSeqs(tx.db, ids);
    const seen = ids.filter((alertId) => (last.get(alertId) ?? 0) <= asOf);
    const changed = seen.filter((alertId) => {
      const stored = storedAlert(tx.db, alertId);
      if (stored === undefined || !mayChange(tx, stored, change.status)) return false;
      publish(tx, statusEvent(tx, stored, { ...change, ...changedBy(actor) }), routes);
      recordAudit(tx, actor, {
        action: "alerts.set-status-of-many",
        target: { id: alertId, name: stored.payload.alert_title },
        details: { from: stored.payload.status, to: change.status },
      });
      return true;
    });
    return {
      changed: changed.length,
      skipped: seen.length - changed.length,
      newer: ids.length - seen.length,
    };
  });
};
