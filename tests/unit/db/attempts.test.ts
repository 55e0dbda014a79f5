import { afterEach, beforeEach, expect, test } from "vitest";
import { attemptsOf } from "#db/queries/attempts.ts";
import { findDelivery } from "#db/queries/deliveries.ts";
import { type DueDelivery, requeueDelivery } from "#db/queries/delivery-queue.ts";
import { cancelSomeDeliveries } from "#db/queries/waiting-deliveries.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
});
afterEach(() => queue[Symbol.dispose]());

function queued(alertId = "x"): DueDelivery {
  let found: DueDelivery | undefined;
  queue.publish(alertId, 1_000, (_, delivery) => {
    found = delivery;
  });
  if (found === undefined) throw new Error("Nothing was queued.");
  return found;
}

const view = async ({ id }: DueDelivery) => (await findDelivery(queue.connection.db, id))?.view;
const attempts = ({ seq }: DueDelivery) => attemptsOf(queue.connection.db, seq);

const certificate = {
  sha256: "AB:CD",
  subject: "CN=jira.example.com",
  issuer: "CN=Example CA",
  validFrom: 1_000,
  validTo: 9_000,
};

test("the first attempt costs no row of its own, and is read beside the later ones", async () => {
  const delivery = queued();
  expect([attempts(delivery), (await view(delivery))?.lastAttempt]).toEqual([[], null]);
  const response = { headers: { date: "today" }, body: "Busy.", truncated: false };
  const timing = { dns: 1.2, connect: 0.4, tls: 3.1, firstByte: 40, body: 0 };
  const busy = { outcome: "http_status" as const, status: 503, response, timing, message: "It is busy." };
  queue.attempt(2_000, delivery, { ...busy, peer: certificate }, { state: "pending", nextAttemptAt: 5_000 });
  expect(queue.count("attempts")).toBe(0);
  expect(await view(delivery)).toMatchObject({ state: "pending", attemptsMade: 1, nextAttemptAt: 5_000 });

  const { seq } = delivery;
  queue.attempt(
    5_000,
    { seq, number: 2 },
    { outcome: "timeout", message: "Late.", peer: certificate },
    { state: "failed" },
  );
  expect(queue.count("attempts")).toBe(1);
  expect(queue.count("certificates")).toBe(1);
  const sent = {
    body: null,
    certificate,
    durationMs: 3,
    channelVersion: 1,
    signature: "v1,abc",
    request: null,
  };
  expect(attempts(delivery)).toEqual([
    { number: 1, startedAt: 2_000, ...busy, ...sent },
    {
      number: 2,
      startedAt: 5_000,
      outcome: "timeout",
      status: null,
      response: null,
      message: "Late.",
      timing: null,
      ...sent,
    },
  ]);
  expect(await view(delivery)).toMatchObject({
    state: "failed",
    attemptsMade: 2,
    finishedAt: 5_000,
    lastAttempt: { outcome: "timeout", status: null, message: "Late." },
  });
});

test("each attempt has the body that it sent, if that is kept", () => {
  const delivery = queued();
  const busy = { outcome: "http_status" as const, status: 503 };
  const wait = { state: "pending" as const, nextAttemptAt: 5_000 };
  queue.attempt(2_000, delivery, busy, wait, '{"text":"before an edit"}');
  queue.attempt(5_000, { ...delivery, number: 2 }, busy, wait, '{"text":"after it"}');
  queue.attempt(8_000, { ...delivery, number: 3 }, { outcome: "format_failed" }, { state: "failed" });
  expect(attempts(delivery).map(({ body }) => body)).toEqual([
    '{"text":"before an edit"}',
    '{"text":"after it"}',
    null,
  ]);
});

test("an attempt that ends after its delivery was cancelled is kept, and the delivery stays cancelled", async () => {
  const delivery = queued();
  const { db } = queue.connection;
  cancelSomeDeliveries(db, queue.lines, { channelId: "a", reason: "discarded", now: 1_500, limit: 10 });
  queue.attempt(2_000, delivery, { outcome: "delivered", status: 200 }, { state: "delivered" });
  expect(await view(delivery)).toMatchObject({
    state: "cancelled",
    reason: "discarded",
    attemptsMade: 1,
    finishedAt: 1_500,
    lastAttempt: { outcome: "delivered", status: 200 },
  });
  const { seq, alertId } = delivery;
  requeueDelivery(db, queue.lines, { seq, position: 1, channelId: "a", alertId }, { now: 3_000 });
  queue.attempt(3_000, { seq, number: 2 }, { outcome: "delivered", status: 204 }, { state: "delivered" });
  expect(attempts(delivery).map(({ number, status }) => [number, status])).toEqual([
    [1, 200],
    [2, 204],
  ]);
});
