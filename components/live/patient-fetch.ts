import { untilBack } from "./reach.ts";

/** What a proxy answers in place of a server that is away. */
const GATEWAY_FAULTS = new Set([502, 503, 504]);

/**
 * Next's router leaves a page that it can't fetch to the browser, whose error page would replace this page and all that
 * was typed. It offers no other place to step in than `fetch`: here its fetch of a page waits until Tocsin is back.
 * Prefetches may fail, and actions must: what changes something is never sent again by itself. Returns what undoes it.
 */
export function waitForPages(): () => void {
  const plain = window.fetch;
  window.fetch = (input, init) => (isPage(init) ? fetchPage(() => plain(input, init)) : plain(input, init));
  return () => {
    window.fetch = plain;
  };
}

/** The router marks by these headers what it fetches. */
function isPage(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers);
  return headers.has("rsc") && !headers.has("next-router-prefetch");
}

/** A fault that comes although Tocsin is not away is for the router to handle. */
async function fetchPage(fetchOnce: () => Promise<Response>): Promise<Response> {
  do {
    const answer = await wholeAnswer(fetchOnce);
    if (answer !== null) return answer;
  } while (await untilBack());
  return fetchOnce();
}

/** Null where none came, or not all of it. */
async function wholeAnswer(fetchOnce: () => Promise<Response>): Promise<Response | null> {
  try {
    const answer = await fetchOnce();
    if (GATEWAY_FAULTS.has(answer.status)) return null;
    await answer.clone().arrayBuffer();
    return answer;
  } catch {
    return null;
  }
}
