import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { LastFailure } from "#lib/domain/delivery/delivery.ts";
import { deliveryId, type IdColumns } from "./row-ids.ts";

/** How many deliveries are looked at from each end of the queue, so that a backlog makes it no slower. */
const LOOKED_AT = 100;

/** What was tried and waits for its next attempt falls due last of all; what has ended is among the newest. */
const failed = statement<{ channelId: string; limit: number }, IdColumns & Omit<LastFailure, "deliveryId">>(
  `WITH near AS (
     SELECT * FROM (SELECT seq FROM deliveries
       WHERE state = 'pending' AND channel_id = +@channelId AND next_attempt_at IS NOT NULL
       ORDER BY next_attempt_at DESC LIMIT @limit)
     UNION
     SELECT * FROM (SELECT seq FROM deliveries WHERE channel_id = +@channelId ORDER BY seq DESC LIMIT @limit))
   SELECT deliveries.seq, deliveries.boot, deliveries.id, 
     coalesce(attempts.started_at, deliveries.started_at) AS at,
     coalesce(attempts.message, deliveries.message) AS message
   FROM near JOIN deliveries ON deliveries.seq = near.seq
     LEFT JOIN attempts ON attempts.delivery_seq = near.seq AND attempts.number = deliveries.attempts_made
   WHERE coalesce(attempts.outcome, deliveries.outcome) <> 'delivered' AND deliveries.test = 0
   ORDER BY at DESC LIMIT 1`,
);

/** The channel's delivery with the latest failed last attempt, without Tests; null if none is near. */
export function lastFailureOf(db: Db, channelId: string): LastFailure | null {
  const row = failed(db).get({ channelId, limit: LOOKED_AT });
  return row === undefined ? null : { deliveryId: deliveryId(db, row), at: row.at, message: row.message };
}
