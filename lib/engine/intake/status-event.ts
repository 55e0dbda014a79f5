import type { AlertState } from "#db/queries/alerts.ts";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import { newId } from "#lib/domain/ids.ts";
import type { PublishedEvent } from "./publish.ts";

/** `by` is the user's, key's or rule's name; `apiKeyId` is set where a key changed it; `now` is in ms. */
export type StatusChange = {
  status: AlertStatus;
  by: string;
  remark: string | null;
  apiKeyId: string | null;
  now: number;
};

/**
 * The event that gives a stored alert another status: what is known of the alert stays, who and when are new. Its
 * di_event stays too, or a rule that picks events would never notify of what becomes of their alerts. So do its hops:
 * two installations that resolve each other's alerts stop as well.
 */
export function statusEvent({ payload, details, hops }: AlertState, change: StatusChange): PublishedEvent {
  const { status, by, remark, apiKeyId, now } = change;
  const changed = {
    ...payload,
    event_description: null,
    initiated_by: by,
    previous_alert_status: payload.status,
    status,
    update_at: new Date(now).toISOString(),
  };
  const source = { apiKeyId, remark, statusChange: true, test: false };
  const before = payload.status;
  return { id: newId("evt"), payload: changed, details, ...source, receivedAt: now, hops, before };
}
