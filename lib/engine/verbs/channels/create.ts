import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { channelRow, insertChannel, toChannelView } from "#db/queries/channels.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { newChannelSchema } from "#lib/domain/channel/channel-schema.ts";
import { existing } from "#lib/domain/existing.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { NOTHING_MET } from "#lib/engine/delivery/certificate-memory.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import { auditable } from "./auditable.ts";
import { look } from "./look.ts";
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
  refuseTakenName(context.db, settled.name);
  refuseFailingFormat(context, settled);
  const lookedAt = await look(context, settled, NOTHING_MET);
  const id = newId("chn");
  const signingSecret = newSigningSecret();
  const channel = await context.transact((tx) => {
    refuseOneMore(tx, "channels");
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
  });
  return { channel, signingSecret };
};
