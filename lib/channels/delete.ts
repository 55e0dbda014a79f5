import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { dropSecrets } from "#db/queries/channel-secrets.ts";
import { channelRow, markChannelDeleted } from "#db/queries/channels.ts";
import { cancelDeliveriesOf } from "#db/queries/delivery-queue.ts";
import { authorise } from "#lib/domain/actor.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { dropChannelFromRules } from "#lib/rules/drop-channel.ts";
import type { Verb } from "#lib/verb.ts";
import { existing } from "./existing.ts";

const inputSchema = z.object({ id: z.string() });

/** Deletes a channel, cancels what waits for it and takes it out of the rules. Scope `manage`. Throws AppError `not_found`. */
export const deleteChannel: Verb<{ cancelled: number }> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const { name } = existing(channelRow(tx.db, id));
    markChannelDeleted(tx.db, id, tx.now);
    dropSecrets(tx.db, id, { except: [] });
    dropChannelFromRules(tx, actor, id);
    const cancelled = cancelDeliveriesOf(tx.db, id, tx.now);
    recordAudit(tx, actor, { action: "channel.delete", target: { id, name }, details: { cancelled } });
    context.channelsChanged(tx, id);
    return { cancelled };
  });
};
