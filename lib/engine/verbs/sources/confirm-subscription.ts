import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { snsSubscription, snsUrlPlace, updateSnsSubscription } from "#db/queries/sns.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { isSnsUrl } from "#lib/domain/source/sns-url.ts";
import type { Verb, VerbContext } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({ id: z.string() });

/** Whether the topic is confirmed now; if not, why, in one sentence. */
type Confirmation = { confirmed: true } | { confirmed: false; message: string };

/**
 * Confirms a topic of Amazon SNS by the one request that its subscription asks for: only an admin's click does
 * this, only to SNS itself, without redirects. Of the answer only the status is kept. Scope `manage`. Throws
 * AppError `not_found`, or `conflict` if it is confirmed already.
 */
export const confirmSubscription: Verb<Confirmation> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  const { topicArn, sealedUrl } = existing("subscription", snsSubscription(context.db, id));
  if (sealedUrl === null) throw new AppError("conflict", "This subscription is confirmed already.");
  const result = await fetchOnce(context, id, context.open(sealedUrl, snsUrlPlace(id)).reveal());
  const isConfirmed = result.outcome === "delivered";
  const lastAnswer = result.status === null ? result.message : String(result.status);
  await context.transact((tx) => {
    const done = isConfirmed && { sealedUrl: null, confirmedAt: tx.now };
    updateSnsSubscription(tx.db, id, { lastAnswer, ...done });
    const details = { confirmed: isConfirmed, status: result.status };
    const target = { id, name: topicArn };
    recordAudit(tx, actor, { action: "sources.confirm-subscription", target, details });
  });
  return isConfirmed ? { confirmed: true } : { confirmed: false, message: refusal(result) };
};

async function fetchOnce(context: VerbContext, id: string, url: string): Promise<AttemptResult> {
  if (!isSnsUrl(url))
    throw new AppError("conflict", "This is no address of Amazon SNS: nothing was fetched.");
  const { sender } = context.outbound();
  const receiver = { key: id, revision: 1 };
  try {
    return await sender.send(receiver, { url, method: "GET", headers: { accept: "*/*" }, body: null });
  } finally {
    sender.forget(id);
  }
}

const refusal = ({ status, message }: AttemptResult): string =>
  status === null
    ? `Amazon SNS could not be asked: ${message}`
    : `Amazon SNS answered ${status}: let the topic ask again, and then confirm it.`;
