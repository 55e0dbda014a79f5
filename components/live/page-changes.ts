type Listener = (path: string) => void;

const listeners = new Set<Listener>();

/** The router calls this inside its transition when a page is requested. `url` may lack the origin. */
export function pageChangeStarts(url: string, type: "push" | "replace" | "traverse"): void {
  // On Back and Forward the browser still has the page.
  if (type === "traverse") return;
  const { pathname } = new URL(url, location.href);
  for (const hear of listeners) hear(pathname);
}

/** Calls `hear` with the path of each requested page. Returns a function that stops it. */
export function onPageChange(hear: Listener): () => void {
  listeners.add(hear);
  return () => void listeners.delete(hear);
}
