/** A rate over less than this says little, ms. */
const SPAN_MS = 500;

/**
 * Says at each call how many events a second have come in over the last half second or more.
 * @param lastSeq the number of the last event: they are numbered in the order of receipt
 */
export function watchArrivals(
  lastSeq: () => number,
  now: () => number = () => performance.now(),
): () => number {
  let since = { at: now(), seq: lastSeq() };
  let rate = 0;
  return () => {
    const at = now();
    if (at - since.at < SPAN_MS) return rate;
    const seq = lastSeq();
    rate = ((seq - since.seq) * 1_000) / (at - since.at);
    since = { at, seq };
    return rate;
  };
}
