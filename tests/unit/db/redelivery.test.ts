import { afterEach, beforeEach, expect, test } from "vitest";
import { countRedeliverable, redeliverable, redeliverWork } from "#db/queries/redelivery.ts";
import type { Redelivered } from "#lib/domain/job/job.ts";
import { countFailed } from "#lib/web/show/redelivery.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

const NOW = 1_000;
/** When the delivery with this `seq`, which was created at 10 × `seq`, ended. */
const ENDED = [15, 500, 35, 300, 55, 400];

let queue: QueueDatabase;
beforeEach(() => {
  queue = new QueueDatabase(["a"]);
  for (const [index, at] of ENDED.entries()) {
    const seq = index + 1;
    queue.publish(`alert-${seq}`, 10 * seq);
    queue.attempt(at, { seq }, { outcome: "timeout" }, { state: "failed" });
  }
});
afterEach(() => queue[Symbol.dispose]());

/** The `seq` of each delivery that is to be sent again, found in parts. */
function found(asked: Redelivered, part: { limit: number; looks: number }): number[] {
  const { db } = queue.connection;
  const work = redeliverWork(db, asked, NOW);
  const seqs: number[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const { next, goOnAfter } = redeliverable(db, work, { channelId: "a", after, ...part });
    seqs.push(...next.map(({ seq }) => seq));
    after = goOnAfter;
  }
  return seqs;
}

const PARTS = [
  { limit: 1, looks: 1 },
  { limit: 1, looks: 4 },
  { limit: 2, looks: 3 },
  { limit: 9, looks: 2 },
  { limit: 9, looks: 9 },
];

test.each<[Redelivered, number[]]>([
  [{}, [1, 2, 3, 4, 5, 6]],
  [{ since: 300 }, [2, 4, 6]],
  [{ since: 301 }, [2, 6]],
  [{ until: 300 }, [1, 3, 5]],
  [{ since: 35, until: 500 }, [3, 4, 5, 6]],
  [{ since: 501 }, []],
  [{ seqs: [2, 5] }, [2, 5]],
])("%j finds deliveries by the time at which they failed, however they are read", async (asked, seqs) => {
  const { db } = queue.connection;
  for (const part of PARTS) {
    expect(found(asked, part)).toEqual(seqs);
    const counts = await countRedeliverable(db, redeliverWork(db, asked, NOW), ["a"], part.looks);
    expect(counts.get("a") ?? 0).toBe(seqs.length);
  }
});

test("the number that a page tells is of those that failed since then", async () => {
  const { db } = queue.connection;
  expect(await countFailed(db, { channelId: "a", since: 300 }, NOW)).toBe(3);
  expect(await countFailed(db, { channelId: undefined, since: undefined }, NOW)).toBe(6);
});
