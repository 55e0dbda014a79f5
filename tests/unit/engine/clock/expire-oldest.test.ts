import { afterEach, beforeEach, expect, test } from "vitest";
import { expiringOldest } from "#lib/engine/clock/expire-oldest.ts";
import { QueueDatabase } from "../delivery/queue-database.ts";

const NOW = 1_000_000;

let queue: QueueDatabase;
let logged: unknown[];
let inFlight: number[];
beforeEach(() => {
  queue = new QueueDatabase(["a", "b"]);
  [logged, inFlight] = [[], []];
});
afterEach(() => queue[Symbol.dispose]());

const chore = (most: number) =>
  expiringOldest(
    {
      db: queue.connection.db,
      now: () => NOW,
      transact: async (work) => queue.transact(NOW, work),
      isInFlight: (_channelId, seq) => inFlight.includes(seq),
      deliveryWithdrawn: () => {},
      log: { info: () => {}, warn: (fields) => logged.push(fields), error: () => {} },
    },
    most,
  );

/** Has the chore do all that is to do; returns in how many steps. */
async function lookWith({ step }: ReturnType<typeof chore>): Promise<number> {
  let steps = 1;
  while (await step()) steps++;
  return steps;
}

const publish = (...alertIds: string[]) => {
  for (const alertId of alertIds) queue.publish(alertId, NOW);
};
const end = (where: string) => {
  queue.connection.sqlite.exec(
    `UPDATE deliveries SET state = 'delivered', next_attempt_at = NULL WHERE ${where}`,
  );
  queue.lines.forget();
};
/** The alerts of what waits for a channel, in the order in which it was queued; a `*` marks the heads. */
const waiting = (channelId: string) =>
  queue.connection.sqlite
    .prepare(
      `SELECT alert_id || iif(next_attempt_at IS NULL, '', '*') FROM deliveries
       WHERE channel_id = ? AND state = 'pending' ORDER BY seq`,
    )
    .pluck()
    .all(channelId);
const expiringSince = () =>
  queue.connection.sqlite.prepare("SELECT oldest_expired_at FROM channels ORDER BY id").pluck().all();

test("beyond the limit the oldest expire, of that channel alone; the next of their alert is due", async () => {
  publish("x", "x", "y", "x", "z");
  end("channel_id = 'b' AND alert_id <> 'z'");
  await lookWith(chore(3));
  expect([waiting("a"), waiting("b")]).toEqual([["y*", "x*", "z*"], ["z*"]]);
  expect(queue.count("deliveries", "state = 'failed' AND reason = 'expired'")).toBe(2);
  expect(expiringSince()).toEqual([NOW, null]);
  expect(logged).toEqual([{ channel: "a" }]);
});

test("at the limit nothing expires", async () => {
  publish("x", "y", "z");
  expect(await lookWith(chore(3))).toBe(1);
  expect([waiting("a").length, expiringSince(), logged]).toEqual([3, [null, null], []]);
});

test("a queue that grows is noticed at the next look, whatever was delivered meanwhile", async () => {
  const kept = chore(3);
  publish("x", "y");
  await lookWith(kept);
  publish("z");
  end("alert_id = 'x'");
  await lookWith(kept);
  expect(waiting("a")).toEqual(["y*", "z*"]);
  publish("v", "w");
  await lookWith(kept);
  expect(waiting("a")).toEqual(["z*", "v*", "w*"]);
});

test("what is in flight does not expire, and the chore does not wait for it", async () => {
  publish("x", "y", "z");
  end("channel_id = 'b'");
  const [first = 0] = queue.connection.sqlite
    .prepare("SELECT seq FROM deliveries WHERE channel_id = 'a'")
    .pluck()
    .all() as number[];
  inFlight = [first];
  expect(await lookWith(chore(2))).toBe(2);
  expect(waiting("a")).toEqual(["x*", "y*", "z*"]);
});

test("thousands expire in small transactions", async () => {
  queue.transact(NOW, () => publish(...Array.from({ length: 250 }, (_, index) => `x${index % 9}`)));
  const steps = await lookWith(chore(10));
  expect(steps).toBe(7);
  expect([waiting("a").length, waiting("b").length]).toEqual([10, 10]);
});

test("what comes in meanwhile is left to the next look: a queue at its limit isn't counted without end", async () => {
  publish("x", "y", "z", "u");
  const kept = chore(3);
  expect(await kept.step()).toBe(true);
  publish("v");
  expect(await kept.step()).toBe(true);
  expect(await kept.step()).toBe(false);
  expect([waiting("a").length, waiting("b").length]).toEqual([4, 3]);
  await lookWith(kept);
  expect([waiting("a").length, waiting("b").length]).toEqual([3, 3]);
});
