import type { StoredAlert } from "#db/queries/alerts.ts";
import { ownStateLasts } from "#db/queries/own-states.ts";
import type { AlertStatus } from "#lib/domain/alert/alert.ts";
import { isOngoing, refuseStatus } from "#lib/domain/alert/status.ts";
import type { Tx } from "#lib/engine/write/context.ts";

const STATE_LASTS =
  "Tocsin resolves this alert by itself once its cause has gone: until then, acknowledge or mute it.";

/**
 * Why nobody may give the alert this status, in one sentence; null if they may, or the alert has it already. An
 * own alert can't be resolved while its state lasts.
 */
export function refuseStatusOf(
  { db }: Pick<Tx, "db">,
  { payload }: StoredAlert,
  to: AlertStatus,
): string | null {
  const refusal = refuseStatus(payload.status, to);
  if (refusal !== null) return refusal;
  return !isOngoing(to) && ownStateLasts(db, payload.alert_id) ? STATE_LASTS : null;
}

/** Whether the alert may change to this status, which it does not have yet. */
export const mayChange = (tx: Pick<Tx, "db">, stored: StoredAlert, to: AlertStatus): boolean =>
  stored.payload.status !== to && refuseStatusOf(tx, stored, to) === null;
