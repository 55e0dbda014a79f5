/** The rate is measured over at least this time, ms: over less it would jump. */
const SPAN_MS = 500;

/**
 * Returns a function that says how many events per second came in, measured over half a second or more.
 * @param lastSeq the sequence number of the last event; events are numbered in the order of receipt
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
