import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { channelRow, toChannelView, updateChannel } from "#db/queries/channels.ts";
import type { ChannelView } from "#lib/domain/channel/channel.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** `sha256` is the fingerprint that the admin saw: they have not decided about any other certificate. */
const inputSchema = z.strictObject({
  id: z.string(),
  sha256: z.string({ error: "sha256 must be a string." }).optional(),
});

/**
 * Pins the certificate that the receiver showed last, in place of the pinned one. Scope `manage`. Throws
 * AppError `not_found`, or `conflict` if there is none to trust or it is another than `sha256`.
 */
export const trustCertificate: Verb<ChannelView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, sha256 } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const { name, certificates } = existing("channel", channelRow(tx.db, id));
    const { pin, offered } = certificates;
    if (offered === null)
      throw new AppError("conflict", "The receiver has shown no other certificate to trust.");
    if (sha256 !== undefined && sha256 !== offered.sha256)
      throw new AppError(
        "conflict",
        "The receiver has shown yet another certificate since: look at it again.",
      );
    updateChannel(tx.db, id, { certificates: { ...certificates, pin: offered, offered: null } }, tx.now);
    const details = { before: pin?.sha256 ?? null, after: offered.sha256 };
    recordAudit(tx, actor, { action: "channels.trust-certificate", target: { id, name }, details });
    context.channelChanged(tx, id);
    return toChannelView(existing("channel", channelRow(tx.db, id)));
  });
};
