import type { AlertState } from "#db/queries/alerts.ts";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import type { PublishedEvent } from "./publish.ts";

/**
 * `by` is the name of the user, key or rule; `apiKeyId` is set if a key made the change, `requestId` if an HTTP
 * request did.
 */
export type StatusChange = {
  status: AlertStatus;
  by: string;
  remark: string | null;
  apiKeyId: string | null;
  requestId?: string | null;
};

/**
 * The event that gives a stored alert another status. Who and when are new, and all else carries over. The
 * di_event carries over because a rule that picks events would otherwise never notify of what becomes of
 * their alerts. The hops carry over because two installations that resolve each other's alerts must stop too.
 */
export function statusEvent(
  { ids, now }: Pick<Tx, "ids" | "now">,
  { payload, details, hops }: AlertState,
  { status, by, remark, apiKeyId, requestId = null }: StatusChange,
): PublishedEvent {
  const changed = {
    ...payload,
    event_description: null,
    initiated_by: by,
    previous_alert_status: payload.status,
    status,
    update_at: new Date(now).toISOString(),
  };
  const source = { apiKeyId, requestId, remark, statusChange: true, test: false };
  const before = payload.status;
  return { ...ids.event(), payload: changed, details, ...source, receivedAt: now, hops, before };
}
