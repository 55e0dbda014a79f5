import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { dropSecrets } from "#db/queries/channel-secrets.ts";
import { channelRow, markChannelDeleted } from "#db/queries/channels.ts";
import { liveMutesOf } from "#db/queries/mutes.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { cancelWaiting } from "#lib/engine/delivery/cancel-waiting.ts";
import { dropChannelFromAccessRequests } from "#lib/engine/verbs/access-requests/drop-channel.ts";
import { dropChannelFromRules } from "#lib/engine/verbs/rules/drop-channel.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { endMute } from "#lib/engine/write/end-mute.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Deletes a channel, takes it out of the rules and the Access Requests settings, ends its mutes, then cancels
 * its waiting deliveries; after a kill in between, the next start cancels them. Scope `manage`. Throws AppError
 * `not_found`.
 */
export const deleteChannel: Verb<{ cancelled: number }> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => removeChannel(context, tx, actor, id));
  return { cancelled: await cancelWaiting(context, id, "channel_deleted") };
};

/** Does so in the open transaction, up to the waiting deliveries. Throws AppError `not_found`. */
export function removeChannel(context: VerbContext, tx: Tx, actor: Actor, id: string): void {
  const { name } = existing("channel", channelRow(tx.db, id));
  markChannelDeleted(tx.db, id, tx.now);
  dropSecrets(tx.db, id, { except: [] });
  dropChannelFromRules(tx, actor, id);
  dropChannelFromAccessRequests(tx, actor, id);
  for (const mute of liveMutesOf(tx.db, "channel", id, tx.now)) endMute(tx, mute, actor, "channel_deleted");
  recordAudit(tx, actor, { action: "channels.delete", target: { id, name } });
  context.channelChanged(tx, id);
}
