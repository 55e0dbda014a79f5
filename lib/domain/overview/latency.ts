/**
 * The upper bounds of the classes into which times from receipt to delivered are counted, in ms: 4 ms to 9.3 h,
 * each twice the one before. One more class holds what took longer.
 */
export const LATENCY_BOUNDS: readonly number[] = Array.from({ length: 24 }, (_, power) => 4 * 2 ** power);

/** The class of a time in ms. Example: 3 → 0, 5 → 1, 8 → 1, 9 → 2. */
export function latencyClass(ms: number): number {
  if (ms <= 4) return 0;
  return Math.min(Math.ceil(Math.log2(ms / 4)), LATENCY_BOUNDS.length);
}

/**
 * The time in ms within which the `share` of all was delivered, from how many fell into each class; null of
 * none. Within a class they are taken as evenly spread, so it is at most a factor of two away. Of the last
 * class only the lower bound is known.
 *
 * Example: 10 of 10 in the class from 4 to 8 ms, share 0.5 → 6
 */
export function latencyWithin(counts: readonly number[], share: number): number | null {
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  const wanted = share * all;
  let before = 0;
  for (const [index, count] of counts.entries()) {
    if (count > 0 && before + count >= wanted) return Math.round(placeIn(index, (wanted - before) / count));
    before += count;
  }
  return placeIn(LATENCY_BOUNDS.length, 1);
}

function placeIn(index: number, share: number): number {
  const from = index === 0 ? 0 : (LATENCY_BOUNDS[index - 1] ?? 0);
  const to = LATENCY_BOUNDS[index] ?? from;
  return from + (to - from) * share;
}
