import { postAll } from "./load.ts";
import type { BenchReceiver, Heard } from "./receiver.ts";

export type Measured = { perSecond: number; heard: Heard };

/**
 * Runs `load` and waits until `count` requests have arrived. The rate is taken from the start to the last
 * receipt.
 */
export async function measure(
  receiver: BenchReceiver,
  count: number,
  load: () => Promise<void>,
): Promise<Measured> {
  await receiver.forget();
  const startedAt = performance.timeOrigin + performance.now();
  await load();
  const heard = await receiver.waitFor(count);
  return { perSecond: count / ((heard.lastAt - startedAt) / 1_000), heard };
}

/** Posts straight to the receiver, to measure what the machine can do without Tocsin. */
export const reference = (receiver: BenchReceiver, count: number, body: (index: number) => string) =>
  measure(receiver, count, () =>
    postAll({ url: receiver.url(), headers: { "content-type": "application/json" }, posts: count, body }),
  );
