import { sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { attempts, deliveries } from "#db/schema/index.ts";
import type { AttemptRequest } from "#lib/domain/delivery.ts";
import type { AttemptResult } from "#lib/domain/outcome.ts";

const insertAttempt = prepared((db) =>
  db
    .insert(attempts)
    .values({
      deliverySeq: sql.placeholder("deliverySeq"),
      number: sql.placeholder("number"),
      startedAt: sql.placeholder("startedAt"),
      durationMs: sql.placeholder("durationMs"),
      outcome: sql.placeholder("outcome"),
      status: sql.placeholder("status"),
      request: sql.placeholder("request"),
      response: sql.placeholder("response"),
      message: sql.placeholder("message"),
    })
    .prepare(),
);

export function recordAttempt(
  db: Db,
  attempt: { deliverySeq: number; number: number; request: AttemptRequest; result: AttemptResult },
): void {
  const { startedAt, durationMs, outcome, status, response, message } = attempt.result;
  const { deliverySeq, number, request } = attempt;
  insertAttempt(db).run({
    deliverySeq,
    number,
    request,
    startedAt,
    durationMs: Math.round(durationMs),
    outcome,
    status,
    response,
    message,
  });
}

/** Stores a Test's delivery, ended from the start; returns its `seq`. */
export function insertTestDelivery(
  db: Db,
  test: {
    id: string;
    eventSeq: number;
    alertId: string;
    channelId: string;
    delivered: boolean;
    now: number;
  },
): number {
  const { id, eventSeq, alertId, channelId, delivered, now } = test;
  const { lastInsertRowid } = db
    .insert(deliveries)
    .values({
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
  return Number(lastInsertRowid);
}
