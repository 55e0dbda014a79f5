import { untilBack } from "./reach.ts";

/** Statuses that a proxy answers while the server is away. */
const GATEWAY_FAULTS = new Set([502, 503, 504]);

/**
 * Makes the router's fetch of a page wait until Tocsin is back. If that fetch fails, Next lets the browser
 * load the page, and the browser's error page would replace this page and everything typed in it. `fetch` is
 * the only place to step in. Prefetches still fail, and so do actions: a change is never sent twice by
 * itself. Returns a function that undoes it.
 */
export function waitForPages(): () => void {
  const plain = window.fetch;
  window.fetch = (input, init) => {
    if (!isPage(init)) return plain(input, init);
    const marked = markedIfByItself(init);
    return fetchPage(() => plain(input, marked));
  };
  return () => {
    window.fetch = plain;
  };
}

let isByItself = false;

/**
 * Calls `refresh`, whose fetch of the page no user has asked for: the server is told, as it must not keep the
 * session alive.
 */
export function refreshByItself(refresh: () => void): void {
  isByItself = true;
  refresh();
}

function markedIfByItself(init: RequestInit | undefined): RequestInit | undefined {
  if (!isByItself) return init;
  isByItself = false;
  const headers = new Headers(init?.headers);
  headers.set("x-tocsin-refresh", "1");
  return { ...init, headers };
}

/** Recognizes the router's fetch of a page by its headers. */
function isPage(init: RequestInit | undefined): boolean {
  const headers = new Headers(init?.headers);
  return headers.has("rsc") && !headers.has("next-router-prefetch");
}

/** If Tocsin is not away, the router handles the fault. */
async function fetchPage(fetchOnce: () => Promise<Response>): Promise<Response> {
  do {
    const answer = await wholeAnswer(fetchOnce);
    if (answer !== null) return answer;
  } while (await untilBack());
  return fetchOnce();
}

/** Null if there was no answer, or only part of one. */
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
