import { afterEach, beforeEach, expect, test } from "vitest";
import { findAlertHistory } from "#db/queries/alert-history.ts";
import { repeatAlert } from "#db/queries/alerts.ts";
import type { DueDelivery } from "#db/queries/delivery-queue.ts";
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
  expect(await deliveryOf("disk-1")).toMatchObject({ state: "pending", reason: null, lastAttempt: null });

  const [delivery] = due;
  if (delivery === undefined) throw new Error("Nothing was queued.");
  const { seq } = delivery;
  const refused = { outcome: "connection_refused" as const, message: "Nobody listens." };
  database.attempt(1_000, { seq }, refused, { state: "pending", nextAttemptAt: 2_000 });
  expect(await deliveryOf("disk-1")).toMatchObject({
    state: "pending",
    lastAttempt: { outcome: "connection_refused", status: null, message: "Nobody listens." },
  });
  const missing = { outcome: "http_status" as const, status: 404, message: "It answered 404." };
  database.attempt(2_000, { seq, number: 2 }, missing, { state: "failed" });
  expect(await deliveryOf("disk-1")).toMatchObject({
    state: "failed",
    lastAttempt: { outcome: "http_status", status: 404, message: "It answered 404." },
  });
});

test("an alert shows when it was last seen only where that is later than its last event, and its end", async () => {
  const { db } = database.connection;
  const times = async () => {
    const history = await findAlertHistory(db, "disk-1");
    return history && { updatedAt: history.updatedAt, seenAt: history.seenAt, endsAt: history.endsAt };
  };
  database.publish("disk-1", 1_000);
  expect(await times()).toEqual({ updatedAt: 1_000, seenAt: null, endsAt: null });
  repeatAlert(db, { alertId: "disk-1", now: 2_000, endsAt: 9_000 });
  expect(await times()).toEqual({ updatedAt: 1_000, seenAt: 2_000, endsAt: 9_000 });
  database.publish("disk-1", 3_000);
  expect(await times()).toMatchObject({ updatedAt: 3_000, seenAt: null });
});
