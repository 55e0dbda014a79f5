"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useLayoutEffect, useOptimistic, useRef } from "react";
import { onPageChange } from "#components/live/page-changes.ts";
import { useAway } from "#components/live/reach.ts";
import { isOtherTab, Outline } from "./outline.tsx";

/**
 * The page; after a press on a link, the outline of the next page until that is loaded. It replaces
 * `loading.tsx`, which streams its content (so that it would never appear without JavaScript) and drops the
 * current page with everything typed in it. Here the page is only hidden, and comes back if Tocsin is away.
 */
export function PageInTurn({ children }: { children: ReactNode }) {
  const here = usePathname();
  const away = useAway();
  // This state lasts as long as the router's transition that sets it.
  const [next, setNext] = useOptimistic<string | null>(null);
  const place = useRef<Place | null>(null);
  const hear = useCallback(
    (path: string) => {
      place.current = path === location.pathname ? null : placeNow();
      setNext(path);
    },
    [setNext],
  );
  useEffect(() => onPageChange(hear), [hear]);
  const hidden = next !== null && next !== here && !isOtherTab(here, next) && !away;
  usePlaceKept(place, hidden, here);
  return (
    <>
      <div hidden={hidden}>{children}</div>
      {hidden && <Outline path={next} />}
    </>
  );
}

type Place = { path: string; focused: Element | null; top: number };

const placeNow = (): Place => ({ path: location.pathname, focused: document.activeElement, top: scrollY });

/** A hidden page loses its focus and scroll position. Restores them if the page comes back. */
function usePlaceKept(place: { current: Place | null }, hidden: boolean, here: string) {
  useLayoutEffect(() => {
    if (hidden) {
      scrollTo({ top: 0, behavior: "instant" });
      return;
    }
    const kept = place.current;
    place.current = null;
    if (kept?.path !== here) return;
    if (kept.focused instanceof HTMLElement) kept.focused.focus({ preventScroll: true });
    scrollTo({ top: kept.top, behavior: "instant" });
  }, [place, hidden, here]);
}
