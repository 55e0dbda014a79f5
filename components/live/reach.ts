import { useSyncExternalStore } from "react";

const RETRY_MS = 2_000;
/** No healthy server takes longer. A slower one counts as away. */
const ANSWER_WITHIN_MS = 10_000;

let asked: Promise<boolean> | null = null;
let away = false;
const listeners = new Set<() => void>();

/**
 * Call after a request found no server. Resolves once a server answers, with whether it was away. All callers
 * share one probe, every 2 s while the tab is visible.
 */
export function untilBack(): Promise<boolean> {
  asked ??= askUntilAnswered();
  return asked;
}

/** Whether Tocsin is known to be out of reach. */
export const useAway = (): boolean => useSyncExternalStore(subscribe, isAway, never);

const isAway = () => away;
const never = () => false;

async function askUntilAnswered(): Promise<boolean> {
  let wasAway = false;
  while (!(await answers())) {
    wasAway = true;
    setAway(true);
    await pause();
  }
  asked = null;
  setAway(false);
  return wasAway;
}

async function answers(): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    return (await fetch("/livez", { cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  if (document.visibilityState === "hidden")
    await new Promise((resolve) => document.addEventListener("visibilitychange", resolve, { once: true }));
}

function setAway(next: boolean): void {
  away = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
