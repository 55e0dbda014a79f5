import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { channelRow, insertChannel, toChannelView } from "#db/queries/channels.ts";
import { type SettledChannel, secretName } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { existing } from "#lib/domain/existing.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import { auditable } from "./auditable.ts";
import { type LookedAt, look } from "./look.ts";
import { sealSecrets, settleOrRefuse } from "./secrets.ts";
import { refuseTakenName } from "./taken-name.ts";
import { refuseFailingFormat } from "./try-format.ts";

/**
 * Makes a channel with its own signing secret, which is returned only here. First looks at the receiver's
 * address and certificate. Scope `manage`. Throws AppError `invalid` with an issue per field, `conflict` at
 * the limit.
 */
export const createChannel: Verb<{ channel: ChannelView; signingSecret: string }> = async (
  context,
  { actor, input },
) => {
  authorise(actor, "manage");
  const settled = settleOrRefuse(parseOrRefuse(newChannelSchema, input), null);
  refuseOneMore({ db: context.db, now: context.now() }, "channels");
  const prepared = await prepareNewChannel(context, settled);
  const channel = await context.transact((tx) => {
    refuseOneMore(tx, "channels");
    return storeNewChannel(context, tx, actor, prepared);
  });
  return { channel, signingSecret: prepared.signingSecret };
};

/** A new channel that was checked and looked at, ready to be stored. */
export type NewChannel = { id: string; settled: SettledChannel; signingSecret: string; lookedAt: LookedAt };

/** Checks a new channel before its transaction. Throws AppError `invalid`. */
export async function prepareNewChannel(context: VerbContext, settled: SettledChannel): Promise<NewChannel> {
  refuseTakenName(context.db, settled.name);
  refuseFailingFormat(context, settled);
  const lookedAt = await look(context, settled, NOTHING_MET);
  return { id: newId("chn"), settled, signingSecret: newSigningSecret(), lookedAt };
}

/** Stores a new channel in the open transaction. Throws AppError `invalid` if its name was taken meanwhile. */
export function storeNewChannel(
  context: VerbContext,
  tx: Tx,
  actor: Actor,
  { id, settled, signingSecret, lookedAt }: NewChannel,
): ChannelView {
  refuseTakenName(tx.db, settled.name);
  const { secrets, kept: _, ...settings } = settled;
  insertChannel(tx.db, {
    id,
    ...settings,
    certificates: lookedAt(NOTHING_MET),
    version: 1,
    createdAt: tx.now,
    updatedAt: tx.now,
  });
  sealSecrets(context, tx, id, new Map([...secrets, [secretName.signing, signingSecret]]));
  const target = { id, name: settled.name };
  recordAudit(tx, actor, { action: "channels.create", target, details: auditable(settled) });
  context.channelChanged(tx, id);
  return toChannelView(existing("channel", channelRow(tx.db, id)));
}
