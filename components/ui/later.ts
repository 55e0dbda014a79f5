"use client";

import { useEffect, useSyncExternalStore } from "react";

/** A part of the pages whose code is loaded later: when it is first needed, or when the browser is idle. */
export type Later<T> = {
  /** The loaded module; undefined until then. */
  now: () => T | undefined;
  /** Loads the module. After a failure, the next call tries again. */
  load: () => Promise<T>;
  subscribe: (listener: () => void) => () => void;
};

/**
 * `fetch` is an import: `later(() => import("./channel-menu.tsx"))`. Call it once per module, outside of
 * components.
 */
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

/** The loaded module; undefined until then, and in the server's HTML. */
export function useLater<T>(part: Later<T>): T | undefined {
  return useSyncExternalStore(part.subscribe, part.now, nothing);
}

/** Loads a part once the page is complete and the browser is idle, so that the first press needn't wait. */
export function useIdleLoad(part: Later<unknown>): void {
  // Ignores a failure: the first press tries again and reports it.
  useEffect(() => whenIdle(() => part.load().catch(nothing)), [part]);
}

/**
 * Calls `act` once, after the page's load event, when the browser is idle. Returns a function that cancels
 * it.
 */
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
