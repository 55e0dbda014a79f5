"use client";

import { useEffect } from "react";
import { later, useIdleLoad, useLater } from "./later.ts";
import { hearWaiting, isWaiting } from "./toast.ts";

const RETRY_MS = 2_000;

const toasts = later(() => import("./toasts.tsx"));

/** Where toasts appear; once, in the console's layout. What shows them is loaded when the page is idle or the first is said. */
export function Toaster() {
  const loaded = useLater(toasts);
  useIdleLoad(toasts);
  useEffect(loadUntilShown, []);
  return loaded === undefined ? null : <loaded.Toasts />;
}

/** What is said must not be lost because the server was away for a moment. */
function loadUntilShown(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = () => {
    clearTimeout(timer);
    toasts.load().catch(() => {
      if (isWaiting()) timer = setTimeout(load, RETRY_MS);
    });
  };
  const stopHearing = hearWaiting(load);
  return () => {
    clearTimeout(timer);
    stopHearing();
  };
}
