import { recordAudit } from "#db/queries/audit.ts";
import { endMuteRow } from "#db/queries/mutes.ts";
import type { MuteView } from "#lib/domain/mute/mute.ts";
import { nameOfMuted } from "#lib/domain/mute/words.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Tx } from "./context.ts";

/**
 * Ends a mute now, with its audit row. `because` says why a mute ends that nobody asked to end. The caller
 * says that routing has changed.
 */
export function endMute(
  tx: Tx,
  mute: MuteView,
  actor: Actor,
  because?: "channel_deleted" | "rule_deleted" | "alert_removed",
): void {
  endMuteRow(tx.db, mute.id, { by: "name" in actor ? actor.name : actor.kind, now: tx.now });
  const target = { id: mute.id, name: nameOfMuted(mute) };
  recordAudit(tx, actor, { action: "mutes.end", target, ...(because && { details: { because } }) });
}
