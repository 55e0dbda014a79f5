import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type DueDelivery, dueDeliveries, requeueDelivery } from "#db/queries/delivery-queue.ts";
import { discardHeld, holdWaiting, releaseHeld } from "#db/queries/held-deliveries.ts";
import type { Line } from "#db/queries/lines.ts";
import { recordAttempt } from "#db/queries/record-attempt.ts";
import { cancelSomeDeliveries } from "#db/queries/waiting-deliveries.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

const CHANNELS = ["a", "b"];
const ALERTS = ["x", "y", "z"];

type Row = Line & {
  seq: number;
  position: number;
  state: string;
  nextAttemptAt: number | null;
  held: 1 | null;
};

/** A queue whose deliveries are taken, ended, cancelled and sent again in any order. */
class Queue implements Disposable {
  readonly queue: QueueDatabase;
  #inFlight: DueDelivery[] = [];
  #now = 1_000;

  constructor(remembered: number) {
    this.queue = new QueueDatabase(CHANNELS, remembered);
    this.queue.connection.sqlite.pragma("synchronous = OFF");
  }

  empty(): void {
    this.queue.connection.sqlite.exec("DELETE FROM deliveries");
    this.queue.lines.forget();
    this.#inFlight = [];
  }

  rows(where: string): Row[] {
    return this.queue.connection.sqlite
      .prepare<[], Row>(
        `SELECT seq, channel_id AS channelId, alert_id AS alertId, position, state,
           next_attempt_at AS nextAttemptAt, held
         FROM deliveries WHERE ${where} ORDER BY channel_id, alert_id, position`,
      )
      .all();
  }

  /** Each channel's new delivery stands behind all that wait in its line, and is the head of an empty one. */
  post(alertId: string): void {
    const before = this.rows(`state = 'pending' AND alert_id = '${alertId}'`);
    const last = this.rows("1").reduce((seq, row) => Math.max(seq, row.seq), 0);
    this.queue.publish(alertId, ++this.#now);
    for (const row of this.rows(`seq > ${last}`)) {
      const line = before.filter(({ channelId }) => channelId === row.channelId);
      expect(row.nextAttemptAt).toBe(line.length === 0 ? this.#now : null);
      expect(line.every(({ position }) => position < row.position)).toBe(true);
    }
  }

  /** Sends what is due, as a lane would. */
  take(channelId: string): void {
    const taken = new Set(this.#inFlight.map(({ seq }) => seq));
    const where = { channelId, now: this.#now, limit: 3, ofJobs: false };
    this.#inFlight.push(...dueDeliveries(this.queue.connection.db, where, taken).deliveries);
  }

  /** Ends an attempt: delivered, or due again if it has its place still. */
  end(which: number, retry: boolean): void {
    const [delivery] = this.#inFlight.splice(which % (this.#inFlight.length || 1), 1);
    if (delivery === undefined) return;
    const [row] = this.rows(`seq = ${delivery.seq}`);
    if (row === undefined) throw new Error("The delivery is gone.");
    const again = retry && row.position === delivery.position;
    const now = ++this.#now;
    this.queue.transact(now, (tx) => {
      const attempt = {
        deliverySeq: delivery.seq,
        number: delivery.attemptsMade + 1,
        channelVersion: 1,
        body: null,
        signature: "v1,abc",
        result: {
          startedAt: now,
          durationMs: 1,
          timing: null,
          outcome: "timeout" as const,
          status: null,
          response: null,
          retryAfter: null,
          message: "Late.",
          certificate: null,
          peer: null,
        },
      };
      const { isCurrent } = recordAttempt(
        tx.db,
        attempt,
        again
          ? { state: "pending", reason: null, nextAttemptAt: now, finishedAt: null }
          : { state: "failed", reason: "final_status", nextAttemptAt: null, finishedAt: now },
      );
      if (!isCurrent || again) return;
      const waits = this.rows(`state = 'pending' AND alert_id = '${row.alertId}'`).filter(
        ({ channelId }) => channelId === row.channelId,
      );
      expect(tx.lines.leave(row, delivery.position, now)).toBe(waits[0]?.held === null);
    });
  }

  cancel(channelId: string): void {
    const what = { channelId, reason: "discarded" as const, now: ++this.#now, limit: 1_000 };
    this.queue.transact(this.#now, (tx) => cancelSomeDeliveries(tx.db, tx.lines, what));
  }

  /** A restore, after which nothing is in flight. */
  restore(): void {
    holdWaiting(this.queue.connection.db);
    this.queue.lines.forget();
    this.#inFlight = [];
  }

  /** By then, all lines are read again if they are not known. */
  later(): void {
    this.#now += 1_000;
  }

  release(limit: number): void {
    this.queue.transact(++this.#now, (tx) => releaseHeld(tx.db, tx.lines, { now: this.#now, limit }));
  }

  discard(limit: number): void {
    this.queue.transact(++this.#now, (tx) => discardHeld(tx.db, tx.lines, { now: this.#now, limit }));
  }

  redeliver(which: number): void {
    const ended = this.rows("state <> 'pending'");
    const row = ended[which % (ended.length || 1)];
    if (row === undefined) return;
    this.queue.transact(++this.#now, (tx) => requeueDelivery(tx.db, tx.lines, row, { now: this.#now }));
  }

  /** A turn that is rolled back. */
  undo(alertId: string): void {
    const { connection, lines } = this.queue;
    connection.sqlite.exec("BEGIN");
    lines.join({ channelId: "a", alertId }, this.#now);
    connection.sqlite.exec("ROLLBACK");
    lines.forget();
  }

  /** Each line that is not empty has one head, its first delivery: only that may be due, unless it is held. */
  expectHeads(): void {
    const lines = Map.groupBy(
      this.rows("state = 'pending'"),
      ({ channelId, alertId }) => channelId + alertId,
    );
    for (const line of lines.values())
      expect(line.map(({ nextAttemptAt }) => nextAttemptAt !== null)).toEqual(
        line.map((row, index) => index === 0 && row.held === null),
      );
  }

  [Symbol.dispose](): void {
    this.queue[Symbol.dispose]();
  }
}

const alert = fc.constantFrom(...ALERTS);
const channel = fc.constantFrom(...CHANNELS);
const step = fc.oneof(
  { weight: 6, arbitrary: alert.map((id) => (queue: Queue) => queue.post(id)) },
  { weight: 5, arbitrary: channel.map((id) => (queue: Queue) => queue.take(id)) },
  {
    weight: 6,
    arbitrary: fc.tuple(fc.nat(9), fc.boolean()).map(
      ([which, retry]) =>
        (queue: Queue) =>
          queue.end(which, retry),
    ),
  },
  { weight: 1, arbitrary: channel.map((id) => (queue: Queue) => queue.cancel(id)) },
  { weight: 2, arbitrary: fc.nat(9).map((which) => (queue: Queue) => queue.redeliver(which)) },
  { weight: 1, arbitrary: alert.map((id) => (queue: Queue) => queue.undo(id)) },
  { weight: 1, arbitrary: fc.constant((queue: Queue) => queue.restore()) },
  { weight: 2, arbitrary: fc.constant((queue: Queue) => queue.later()) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 3 }).map((n) => (queue: Queue) => queue.release(n)) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }).map((n) => (queue: Queue) => queue.discard(n)) },
);

test.each([
  ["all lines are remembered", 4_096],
  ["no more than two lines are", 2],
])("every line has one head and keeps its order, whatever happens, if %s", (_, remembered) => {
  using queue = new Queue(remembered);
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), (steps) => {
      queue.empty();
      for (const take of steps) {
        take(queue);
        queue.expectHeads();
      }
    }),
    { numRuns: 40 },
  );
});

test("an attempt from before a cancellation and a redelivery does not end the line ahead of others", () => {
  using queue = new Queue(4_096);
  queue.post("x");
  queue.post("x");
  queue.take("a");
  queue.end(0, false);
  queue.take("a");
  queue.cancel("a");
  queue.post("x");
  queue.redeliver(1);
  expect(queue.rows("state = 'failed'")).toHaveLength(1);
  queue.end(0, false);
  queue.post("x");
  queue.expectHeads();
});

test("what comes in between two steps of a release waits behind what is held still", () => {
  using queue = new Queue(4_096);
  queue.post("x");
  queue.post("x");
  queue.restore();
  queue.release(1);
  queue.later();
  queue.post("y");
  queue.take("a");
  queue.end(0, false);
  queue.post("x");
  queue.expectHeads();
  queue.release(10);
  queue.expectHeads();
  const [first] = queue.rows("state = 'pending' AND channel_id = 'a' AND alert_id = 'x'");
  expect(first?.nextAttemptAt).not.toBeNull();
});
