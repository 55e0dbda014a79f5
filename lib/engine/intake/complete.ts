import type { Payload } from "#lib/domain/alert/alert.ts";
import type { AlertInput } from "#lib/domain/alert/alert-schema.ts";
import type { Details } from "#lib/domain/alert/details.ts";
import { isOngoing } from "#lib/domain/alert/status.ts";
import { newId } from "#lib/domain/ids.ts";

/** An alert as it is stored: the payload and details of its last event. */
export type Known = { payload: Payload; details: Details | null };

/**
 * Completes an alert: what the source left out comes from the stored alert, else from the defaults. Facts
 * about the alert (title, category, description, DI event, source, details) carry over; facts about one event
 * (who, when, what happened) do not. A new event of a resolved alert opens it again. Returns null if the
 * title is missing and the alert is not known.
 * E.g. known with priority High, given only a title → High; unknown, given only a title → Medium and Open.
 */
export function complete(
  given: AlertInput,
  known: Known | undefined,
  receipt: { apiKeyName: string; now: number },
): Known | null {
  const before = known?.payload;
  const title = given.alert_title ?? before?.alert_title;
  if (title === undefined) return null;
  const receivedAt = new Date(receipt.now).toISOString();
  const payload: Payload = {
    alert_id: given.alert_id ?? newId("alr"),
    alert_title: title,
    category: given.category ?? before?.category ?? null,
    description: given.description ?? before?.description ?? null,
    di_event: given.di_event ?? before?.di_event ?? null,
    event_description: given.event_description ?? null,
    initiated_by: given.initiated_by ?? null,
    occurred_at: given.occurred_at ?? receivedAt,
    previous_alert_status: given.previous_alert_status ?? before?.status ?? null,
    priority: given.priority ?? before?.priority ?? "Medium",
    rule_id: given.rule_id ?? null,
    source_id: given.source_id ?? before?.source_id ?? null,
    source_name: given.source_name ?? receipt.apiKeyName,
    source_type: given.source_type ?? before?.source_type ?? null,
    source_url: given.source_url ?? before?.source_url ?? null,
    status: given.status ?? (before !== undefined && isOngoing(before.status) ? before.status : "Open"),
    update_at: given.update_at ?? receivedAt,
  };
  return { payload, details: given.details ?? known?.details ?? null };
}
