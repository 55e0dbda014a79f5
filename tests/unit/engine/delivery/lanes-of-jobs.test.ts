import { expect, test } from "vitest";
import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import { cancelDelivery } from "#db/queries/waiting-deliveries.ts";
import { until } from "../../../support/until.ts";
import { Bench, destination, WELL } from "./lanes-bench.ts";

const JOB = 7;

/** The delivery is cancelled and, in the next transaction, queued again by a job. */
function cancelAndRequeue(bench: Bench, seq: number, alertId: string): void {
  const place = { seq, alertId, channelId: "a", position: 1 };
  bench.queue.transact(Date.now(), ({ db, lines, now }) =>
    cancelDelivery(db, lines, { ...place, nextAttemptAt: now, attemptsMade: 0 }, now),
  );
  bench.lanes.drop("a", seq);
  bench.queue.transact(Date.now(), ({ db, lines, now }) =>
    requeueDelivery(db, lines, place, { now, jobSeq: JOB }),
  );
  bench.lanes.wake("a");
}

test("an attempt from before a cancellation ends the delivery that a job has queued again", async () => {
  using bench = new Bench({ a: 4 });
  bench.post("x");
  await bench.settled();
  cancelAndRequeue(bench, 1, "x");
  expect(bench.queue.count("deliveries", `job_seq = ${JOB}`)).toBe(1);
  await bench.end("delivered", 200);
  expect(bench.queue.count("deliveries", "state = 'delivered'")).toBe(1);
  expect(bench.queue.count("deliveries", "job_seq IS NOT NULL")).toBe(0);
});

/** Alerts with a delivery each, which have failed and which a job has queued again. */
function queueByJob(bench: Bench, count: number): void {
  for (let n = 0; n < count; n++) bench.queue.publish(`of the job ${n}`, Date.now());
  bench.queue.connection.sqlite.exec(
    `UPDATE deliveries SET job_seq = ${JOB} WHERE alert_id LIKE 'of the job%'`,
  );
  bench.lanes.wake("a");
}

const isOwn = (alertId: string) => !alertId.startsWith("of the job");

test("while a job's slots are full, a retry of the channel's own goes when it is due", async () => {
  using bench = new Bench({ a: 4 });
  bench.lanes.set("a", { ...destination("a", 4), retrySchedule: [1] }, WELL);
  bench.post("x");
  await bench.settled();
  queueByJob(bench, 8);
  await bench.settled();
  expect(bench.inFlight("a")).toBe(3);
  await bench.end("connection_refused", null, ({ delivery }) => isOwn(delivery.alertId));
  expect(bench.open.every(({ delivery }) => !isOwn(delivery.alertId))).toBe(true);
  await until("the retry", async () => bench.open.some(({ delivery }) => isOwn(delivery.alertId)));
  expect(bench.inFlight("a")).toBe(3);
});

test("however many a job has queued, what is new goes as soon as a slot is free", async () => {
  using bench = new Bench({ a: 256 });
  queueByJob(bench, 500);
  await bench.settled();
  expect(bench.inFlight("a")).toBe(128);
  for (let n = 0; n < 3; n++) bench.post(`new ${n}`);
  await bench.settled();
  expect(bench.sent.filter(({ alertId }) => isOwn(alertId))).toHaveLength(3);
});

test("what a job lets go of at its end is sent once", async () => {
  using bench = new Bench({ a: 2 });
  queueByJob(bench, 20);
  await bench.settled();
  bench.queue.connection.sqlite.exec("UPDATE deliveries SET job_seq = NULL");
  bench.lanes.wake("a");
  await bench.settled();
  while (bench.open.length > 0) await bench.end("delivered", 200);
  expect(bench.sent).toHaveLength(20);
});
