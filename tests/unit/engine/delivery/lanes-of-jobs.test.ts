import { expect, test } from "vitest";
import { requeueDelivery } from "#db/queries/delivery-queue.ts";
import { cancelDelivery } from "#db/queries/waiting-deliveries.ts";
import { Bench } from "./lanes-bench.ts";

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
