import { expireDeliveries, waitingAmong } from "#db/queries/expiring-deliveries.ts";
import { countSent } from "#db/queries/job-channels.ts";
import type { Tx, VerbContext } from "./context.ts";

/**
 * Ends those of the deliveries (`seq`) that still wait, as expired; returns how many. One that is in flight is left
 * to its attempt, so that a success counts: if it fails, the delivery expires after it.
 */
export function expire(
  tx: Tx,
  seqs: readonly number[],
  { isInFlight, deliveryWithdrawn }: Pick<VerbContext, "isInFlight" | "deliveryWithdrawn">,
): number {
  const expired = waitingAmong(tx.db, seqs).filter(({ channelId, seq }) => !isInFlight(channelId, seq));
  if (expired.length === 0) return 0;
  for (const { seq, jobSeq } of expired) if (jobSeq !== null) countSent(tx.db, { seq, jobSeq }, "failed");
  expireDeliveries(tx.db, tx.lines, expired, tx.now);
  for (const [channelId, { length }] of Map.groupBy(expired, (one) => one.channelId))
    tx.rollUp({ channelId, what: "failed", times: length });
  tx.afterCommit(() => {
    for (const { channelId, seq } of expired) deliveryWithdrawn(channelId, seq);
  });
  return expired.length;
}
