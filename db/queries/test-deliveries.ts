import type { Db } from "#db/client.ts";
import { deliveries } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";

/** Stores the delivery of a Test, which has already ended. */
export function insertTestDelivery(
  db: Db,
  test: {
    seq: number;
    id: string;
    eventSeq: number;
    alertId: string;
    channelId: string;
    delivered: boolean;
    now: number;
  },
): void {
  const { seq, id, eventSeq, alertId, channelId, delivered, now } = test;
  db.insert(deliveries)
    .values({
      seq,
      id,
      eventSeq,
      alertId,
      channelId,
      position: 0,
      state: delivered ? "delivered" : "failed",
      reason: delivered ? null : "test_failed",
      test: true,
      attemptsMade: 1,
      scheduleStart: 0,
      createdAt: now,
      finishedAt: now,
    })
    .run();
}

const testedEvent = statement<{ alertId: string }, { one: 1 }>(
  "SELECT 1 AS one FROM events WHERE alert_id = +@alertId AND test = 1 LIMIT 1",
);

/** Whether a Test of a saved channel was sent under this `alert_id`. */
export const isTestedAlert = (db: Db, alertId: string): boolean =>
  testedEvent(db).get({ alertId }) !== undefined;
