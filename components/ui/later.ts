"use client";

import { useEffect, useSyncExternalStore } from "react";

/** A part of the pages whose code is loaded after them: at the first need, or while the browser is idle. */
export type Later<T> = {
  /** What was loaded; undefined before. */
  now: () => T | undefined;
  /** A load that failed is tried again with the next call. */
  load: () => Promise<T>;
  subscribe: (listener: () => void) => () => void;
};

/** `fetch` is an import: `later(() => import("./channel-menu.tsx"))`, once per module, outside of components. */
export function later<T>(fetch: () => Promise<T>): Later<T> {
  let loading: Promise<T> | undefined;
  let loaded: T | undefined;
  const listeners = new Set<() => void>();
  const take = (value: T) => {
    loaded = value;
    for (const listener of listeners) listener();
    return value;
  };
  return {
    now: () => loaded,
    load: () => {
      loading ??= fetch()
        .then(take)
        .catch((error) => {
          loading = undefined;
          throw error;
        });
      return loading;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const nothing = () => undefined;

/** What a part holds once it is loaded; undefined before, and in the server's HTML. */
export function useLater<T>(part: Later<T>): T | undefined {
  return useSyncExternalStore(part.subscribe, part.now, nothing);
}

/** Loads a part when the page is complete and the browser has nothing to do, so that the first press finds it. */
export function useIdleLoad(part: Later<unknown>): void {
  // At the first need it is tried again, and there a failure is told.
  useEffect(() => whenIdle(() => part.load().catch(nothing)), [part]);
}

/** Calls `act` once, after the page's load event and in an idle moment; the function returned takes it back. */
function whenIdle(act: () => void): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  const wait = () => {
    if (signal.aborted) return;
    // Safari has no idle callback.
    if (!window.requestIdleCallback) return void setTimeout(() => signal.aborted || act(), 200);
    const id = window.requestIdleCallback(act, { timeout: 5_000 });
    signal.addEventListener("abort", () => window.cancelIdleCallback(id));
  };
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true, signal });
  return () => controller.abort();
}
