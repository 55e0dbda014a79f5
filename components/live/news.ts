import { ANSWER_WITHIN_MS, untilBack } from "./reach.ts";

const EVERY_MS = 5_000;

/** Something was written since the page was read, or nobody is signed in any more. */
export type News = "changed" | "signed-out";

/**
 * Calls `tell` with each answer that something has changed since `seen`, the mark of the page's data. Asks every
 * 5 s, and only while the tab is visible. Returns a function that stops it.
 */
export function onNews(seen: string, tell: (news: News) => void): () => void {
  const ended = new AbortController();
  let asking = false;
  async function ask() {
    if (asking || document.visibilityState === "hidden") return;
    asking = true;
    const news = await newsSince(seen);
    asking = false;
    if (news !== null && !ended.signal.aborted) tell(news);
  }
  const timer = setInterval(ask, EVERY_MS);
  document.addEventListener("visibilitychange", ask, { signal: ended.signal });
  return () => {
    clearInterval(timer);
    ended.abort();
  };
}

/** Counts a server that was away until now as news. */
async function newsSince(seen: string): Promise<News | null> {
  const { status } = await answerSince(seen);
  if (status === 204) return null;
  if (status === 200) return "changed";
  if (status === 401) return "signed-out";
  return (await untilBack()) ? "changed" : null;
}

async function answerSince(seen: string): Promise<{ status: number }> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return await fetch(`/changes?since=${encodeURIComponent(seen)}`, { cache: "no-store", signal });
  } catch {
    return { status: 0 };
  }
}
