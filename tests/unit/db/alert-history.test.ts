import { afterEach, beforeEach, expect, test } from "vitest";
import { findAlertHistory } from "#db/queries/alert-history.ts";
import { recordAttempt } from "#db/queries/attempts.ts";
import { type DueDelivery, finishDelivery } from "#db/queries/delivery-queue.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

let database: QueueDatabase;

beforeEach(() => {
  database = new QueueDatabase(["chn_1"]);
});

afterEach(() => database[Symbol.dispose]());

async function deliveryOf(alertId: string) {
  const history = await findAlertHistory(database.connection.db, alertId);
  return history?.events.data[0]?.routing[0]?.delivery;
}

test("an event's delivery says what its newest attempt came to", async () => {
  const due: DueDelivery[] = [];
  database.publish("disk-1", 1_000, (_channel, delivery) => due.push(delivery));
  expect(await deliveryOf("disk-1")).toMatchObject({ state: "pending", reason: null, lastMessage: null });

  const [delivery] = due;
  if (delivery === undefined) throw new Error("Nothing was queued.");
  const { seq } = delivery;
  const attempt = { startedAt: 1_000, durationMs: 3, response: null, retryAfter: null, certificate: null };
  const request = { method: "POST", url: "http://127.0.0.1:9/", headers: {} };
  database.transact(2_000, ({ db }) => {
    const refused = {
      ...attempt,
      outcome: "connection_refused" as const,
      status: null,
      message: "Nobody listens.",
    };
    const missing = { ...attempt, outcome: "http_status" as const, status: 404, message: "It answered 404." };
    recordAttempt(db, { deliverySeq: seq, number: 1, request, result: refused });
    recordAttempt(db, { deliverySeq: seq, number: 2, request, result: missing });
    const end = {
      seq,
      state: "failed" as const,
      reason: "final_status" as const,
      attemptsMade: 2,
      now: 2_000,
    };
    finishDelivery(db, { channelId: "chn_1", alertId: "disk-1" }, end);
  });
  expect(await deliveryOf("disk-1")).toMatchObject({
    state: "failed",
    reason: "final_status",
    lastMessage: "It answered 404.",
  });
});
