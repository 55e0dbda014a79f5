import { z } from "zod";
import { putSnsSubscription, snsSubscriptionOf, snsUrlPlace } from "#db/queries/sns.ts";
import { countWaitingTopics } from "#db/queries/subscriptions-list.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { Secret } from "#lib/domain/secret.ts";
import { isSnsUrl } from "#lib/domain/source/sns-url.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({
  topicArn: z.string().min(1).max(300),
  subscribeUrl: z
    .string()
    .max(2_048)
    .refine(isSnsUrl, "SubscribeURL must be an https address of sns.<region>.amazonaws.com."),
});

/** Topics that may wait at once, of all keys and of one: nobody confirms more in the days that they wait. */
const MOST = 200;
const MOST_OF_KEY = 20;

/**
 * Keeps that a topic of Amazon SNS asks to be confirmed, until an admin does: nothing is fetched here. Asking
 * again replaces the address, whose token ends after some days. Scope `ingest`. Throws AppError `invalid`, or
 * `conflict` if too many topics wait.
 */
export const askForSubscription: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "ingest");
  if (actor.kind !== "api_key") throw new AppError("forbidden", "A topic asks with an API key.");
  const { topicArn, subscribeUrl } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    const before = snsSubscriptionOf(tx.db, topicArn, actor.id);
    if (!before?.sealedUrl) refuseTooMany(tx, actor.id);
    const id = before?.id ?? newId("sub");
    const sealedUrl = context.seal(new Secret(subscribeUrl), snsUrlPlace(id));
    const asked = { id, topicArn, apiKeyId: actor.id, sealedUrl, requestedAt: tx.now };
    putSnsSubscription(tx.db, { ...asked, confirmedAt: null, lastAnswer: null });
  });
};

function refuseTooMany({ db }: Tx, apiKeyId: string): void {
  if (countWaitingTopics(db, apiKeyId) >= MOST_OF_KEY) throw tooMany(`${MOST_OF_KEY} topics of this API key`);
  if (countWaitingTopics(db) >= MOST) throw tooMany(`${MOST} topics`);
}

const tooMany = (topics: string): AppError =>
  new AppError(
    "conflict",
    `${topics} of Amazon SNS wait to be confirmed already: let an admin confirm or dismiss them.`,
  );
