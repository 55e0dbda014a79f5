type Listener = (path: string) => void;

let listener: Listener | null = null;

/** The router calls this inside its transition when a page is requested. `url` may lack the origin. */
export function pageChangeStarts(url: string, type: "push" | "replace" | "traverse"): void {
  // On Back and Forward the browser still has the page.
  if (type !== "traverse") listener?.(new URL(url, location.href).pathname);
}

/** Calls `hear` with the path of each requested page. Returns a function that stops it. */
export function onPageChange(hear: Listener): () => void {
  listener = hear;
  return () => {
    if (listener === hear) listener = null;
  };
}
