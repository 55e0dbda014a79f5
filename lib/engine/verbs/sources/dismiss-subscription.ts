import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { deleteSnsSubscription, snsSubscription } from "#db/queries/sns.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({ id: z.string() });

/**
 * Forgets a topic of Amazon SNS that asks to be confirmed; it may ask again. Scope `manage`. Throws AppError
 * `not_found`, or `conflict` if it is confirmed already.
 */
export const dismissSubscription: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    const { topicArn, sealedUrl } = existing("subscription", snsSubscription(tx.db, id));
    if (sealedUrl === null)
      throw new AppError(
        "conflict",
        "This subscription is confirmed already: delete it in Amazon SNS to end it.",
      );
    deleteSnsSubscription(tx.db, id);
    const target = { id, name: topicArn };
    recordAudit(tx, actor, { action: "sources.dismiss-subscription", target });
  });
};
