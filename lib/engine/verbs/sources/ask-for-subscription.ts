import { z } from "zod";
import {
  countSnsSubscriptions,
  putSnsSubscription,
  snsSubscriptionOf,
  snsUrlPlace,
} from "#db/queries/sns.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { Secret } from "#lib/domain/secret.ts";
import { isSnsUrl } from "#lib/domain/source/sns-url.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({
  topicArn: z.string().min(1).max(300),
  subscribeUrl: z
    .string()
    .max(2_048)
    .refine(isSnsUrl, "SubscribeURL must be an https address of sns.<region>.amazonaws.com."),
});

/** More topics than an installation has, and few enough for a page. */
const MOST = 200;

/**
 * Keeps that a topic of Amazon SNS asks to be confirmed, until an admin does: nothing is fetched here. Asking
 * again replaces the address, whose token ends after some days. Scope `ingest`. Throws AppError `invalid`, or
 * `conflict` if too many topics ask.
 */
export const askForSubscription: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "ingest");
  if (actor.kind !== "api_key") throw new AppError("forbidden", "A topic asks with an API key.");
  const { topicArn, subscribeUrl } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    const before = snsSubscriptionOf(tx.db, topicArn, actor.id);
    if (before === undefined && countSnsSubscriptions(tx.db) >= MOST)
      throw new AppError(
        "conflict",
        `${MOST} topics of Amazon SNS have asked already, the most that are kept.`,
      );
    const id = before?.id ?? newId("sub");
    const sealedUrl = context.seal(new Secret(subscribeUrl), snsUrlPlace(id));
    const asked = { id, topicArn, apiKeyId: actor.id, sealedUrl, requestedAt: tx.now };
    putSnsSubscription(tx.db, { ...asked, confirmedAt: null, lastAnswer: null });
  });
};
