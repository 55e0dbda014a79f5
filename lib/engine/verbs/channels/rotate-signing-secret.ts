import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { sealedSecrets, secretPlace } from "#db/queries/channel-secrets.ts";
import { channelRow, updateChannel } from "#db/queries/channels.ts";
import { secretName } from "#lib/domain/channel/change.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Secret } from "#lib/domain/secret.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { newSigningSecret } from "#lib/webhook/sign.ts";
import { sealSecrets } from "./secrets.ts";

/** How long the previous secret keeps signing too, so that receivers can change over. */
const BOTH_SIGN_MS = 24 * 3_600_000;

const inputSchema = z.object({ id: z.string() });

/**
 * Gives the channel a new signing secret, which is returned only here. For 24 h each request carries two
 * signatures, made with the two newest secrets. Scope `manage`. Throws AppError `not_found`.
 */
export const rotateSigningSecret: Verb<{ signingSecret: string; previousUntil: number }> = async (
  context,
  { actor, input },
) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  const signingSecret = newSigningSecret();
  return context.transact((tx) => {
    const { name } = existing("channel", channelRow(tx.db, id));
    const previousUntil = tx.now + BOTH_SIGN_MS;
    const present = presentSecret(context, tx, id);
    const secrets = new Map([[secretName.signing as string, signingSecret]]);
    if (present !== undefined) secrets.set(secretName.previousSigning, present.reveal());
    sealSecrets(context, tx, id, secrets);
    updateChannel(tx.db, id, { previousSecretUntil: previousUntil }, tx.now);
    recordAudit(tx, actor, { action: "channels.rotate-signing-secret", target: { id, name } });
    context.channelChanged(tx, id);
    return { signingSecret, previousUntil };
  });
};

/** The secret that is replaced; undefined if it is damaged, which the rotation repairs. */
function presentSecret(context: VerbContext, tx: Tx, id: string): Secret | undefined {
  const sealed = sealedSecrets(tx.db, id).get(secretName.signing);
  try {
    return sealed && context.open(sealed, secretPlace(id, secretName.signing));
  } catch {
    return undefined;
  }
}
