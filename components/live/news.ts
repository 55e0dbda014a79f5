import { concerns, type Watched } from "#lib/domain/live/change.ts";
import { isAfter } from "#lib/domain/live/mark.ts";
import { follow } from "./feed.ts";

/** What the page shows may have changed since it was read, or nobody is signed in any more. */
export type News = "changed" | "signed-out";

/** What a page shows, the mark of its data, and its own pace, ms. */
type Shown = { seen: string; watched: Watched; everyMs?: number | undefined };

/** A page is read again at most once in this time, ms, unless it has a pace of its own. */
const PACE_MS = 1_000;

let lastChange = Number.NEGATIVE_INFINITY;

/**
 * Calls `tell` once what is shown has changed, at that pace and only while the tab is visible.
 * Returns a function that stops it.
 */
export function onNews({ seen, watched, everyMs = PACE_MS }: Shown, tell: (news: News) => void): () => void {
  const ended = new AbortController();
  let changed = false;
  const tellSoon = async () => {
    if (changed) return;
    changed = true;
    await untilPaced(everyMs, ended.signal);
    if (ended.signal.aborted) return;
    lastChange = performance.now();
    tell("changed");
  };
  const unfollow = follow(seen, {
    told: (told) => isAfter(told.mark, seen) && concerns(watched, told) && void tellSoon(),
    signedOut: () => tell("signed-out"),
  });
  return () => {
    unfollow();
    ended.abort();
  };
}

async function untilPaced(everyMs: number, signal: AbortSignal): Promise<void> {
  const wait = lastChange + everyMs - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  if (document.visibilityState === "visible") return;
  await new Promise((resolve) =>
    document.addEventListener("visibilitychange", resolve, { once: true, signal }),
  );
}
