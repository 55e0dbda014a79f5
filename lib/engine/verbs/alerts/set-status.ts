import { z } from "zod";
import { storedAlert } from "#db/queries/alerts.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { statusChangeSchema } from "#lib/domain/alert/status-schema.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { changedBy } from "#lib/engine/intake/changed-by.ts";
import { publish } from "#lib/engine/intake/publish.ts";
import { refuseStatusOf } from "#lib/engine/intake/refuse-status.ts";
import { statusEvent } from "#lib/engine/intake/status-event.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ alertId: z.string(), change: z.unknown() });

/**
 * Acknowledges, resolves or reopens an alert. This makes an event, which is delivered like any other. An
 * alert that already has the status gets no event, and `eventId` is null. Scope `operate`. Throws AppError
 * `not_found`, or `invalid` at `status` if the alert's current status does not allow the change, or it is an own
 * alert whose state lasts.
 */
export const setAlertStatus: Verb<{ eventId: string | null }> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { alertId, change: asked } = parseOrRefuse(inputSchema, input);
  const change = parseOrRefuse(statusChangeSchema, asked);
  return context.transact((tx) => {
    const stored = existing("alert", storedAlert(tx.db, alertId));
    const from = stored.payload.status;
    if (from === change.status) return { eventId: null };
    const message = refuseStatusOf(tx, stored, change.status);
    if (message !== null) throw new AppError("invalid", message, [{ path: "status", message }]);
    const event = statusEvent(tx, stored, { ...change, ...changedBy(actor) });
    publish(tx, event, { table: context.routing(tx), queued: context.deliveryQueued });
    recordAudit(tx, actor, {
      action: "alerts.set-status",
      target: { id: alertId, name: stored.payload.alert_title },
      details: { from, to: change.status },
    });
    return { eventId: event.id };
  });
};
