import type { Db } from "#db/client.ts";
import { deliveries } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";
import type { AttemptRequest } from "#lib/domain/delivery/delivery.ts";
import type { AttemptResult, Outcome } from "#lib/domain/delivery/outcome.ts";

const insertAttempt = statement<{
  deliverySeq: number;
  number: number;
  startedAt: number;
  durationMs: number;
  outcome: Outcome;
  status: number | null;
  request: string;
  response: string | null;
  message: string;
}>(
  `INSERT INTO attempts
     (delivery_seq, number, started_at, duration_ms, outcome, status, request, response, message)
   VALUES (@deliverySeq, @number, @startedAt, @durationMs, @outcome, @status, @request, @response, @message)`,
);

export function recordAttempt(
  db: Db,
  attempt: { deliverySeq: number; number: number; request: AttemptRequest; result: AttemptResult },
): void {
  const { startedAt, durationMs, outcome, status, response, message } = attempt.result;
  const { method, url, headers } = attempt.request;
  insertAttempt(db).run({
    deliverySeq: attempt.deliverySeq,
    number: attempt.number,
    startedAt,
    durationMs: Math.round(durationMs),
    outcome,
    status,
    request: JSON.stringify({ method, url, headers }),
    response: response === null ? null : JSON.stringify(response),
    message,
  });
}

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
