import type { Installation } from "./installation.ts";
import { alertText } from "./load.ts";
import { atPace } from "./pace.ts";
import type { BenchReceiver } from "./receiver.ts";

/** From post to receipt, in ms, of single posts at an even pace. */
export async function p99OfPosts(
  { ingest }: Installation,
  receiver: BenchReceiver,
  { seconds, perSecond }: { seconds: number; perSecond: number },
): Promise<number> {
  await receiver.forget();
  const posts = seconds * perSecond;
  const startedAt = Date.now();
  await atPace(perSecond, posts, (index) => ingest(1, () => alertText(`${startedAt}-${index}`), 1));
  const { latencies } = await receiver.waitFor(posts);
  return latencies["/hook"]?.p99 ?? Number.NaN;
}
