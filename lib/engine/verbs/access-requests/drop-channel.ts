import { dropAccessRequests } from "#db/queries/access-requests.ts";
import { recordAudit } from "#db/queries/audit.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** Takes a deleted channel out of the Access Requests settings. */
export function dropChannelFromAccessRequests(tx: Tx, actor: Actor, channelId: string): void {
  if (!dropAccessRequests(tx.db, channelId)) return;
  const details = { changed: [{ channel_id: channelId, events: [] }], because: "channel_deleted" };
  recordAudit(tx, actor, { action: "access-requests.set", details });
}
