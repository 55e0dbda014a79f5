type Listener = (path: string) => void;

let listener: Listener | null = null;

/** Called by the router, inside its transition, when a page is asked for: `url` may lack the origin. */
export function pageChangeStarts(url: string, type: "push" | "replace" | "traverse"): void {
  // Back and Forward show what the browser still has.
  if (type !== "traverse") listener?.(new URL(url, location.href).pathname);
}

/** Hears the path of each page that is asked for. Returns what ends it. */
export function onPageChange(hear: Listener): () => void {
  listener = hear;
  return () => {
    if (listener === hear) listener = null;
  };
}
