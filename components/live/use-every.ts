"use client";

import { useEffect, useRef } from "react";

/**
 * Calls `work` every `ms` while the tab is visible. The next wait begins when the work is done. Null turns it
 * off.
 */
export function useEvery(ms: number | null, work: () => Promise<void>) {
  const latest = useRef(work);
  useEffect(() => {
    latest.current = work;
  });
  useEffect(() => {
    if (ms === null) return;
    let timer: ReturnType<typeof setTimeout>;
    let ended = false;
    const next = () => {
      if (!ended) timer = setTimeout(run, ms);
    };
    const run = async () => {
      if (document.visibilityState === "visible") await latest.current();
      next();
    };
    next();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, [ms]);
}
