import { type ReactNode, useSyncExternalStore } from "react";

export type HintSide = "top" | "right" | "bottom" | "left";

/** What is said beside an element while the pointer or the focus is there. */
export type Hint = { anchor: Element; text: ReactNode; side: HintSide; className?: string | undefined };

const SHOW_AFTER_MS = 350;
/** Long enough to reach the hint itself with the pointer (WCAG 1.4.13). */
const HIDE_AFTER_MS = 120;

/* One hint is shown at a time, whichever element has it. */
let shown: Hint | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function show(hint: Hint | null): void {
  clearTimeout(timer);
  if (shown === hint) return;
  shown = hint;
  for (const listener of listeners) listener();
}

export function showHintSoon(hint: Hint): void {
  clearTimeout(timer);
  timer = setTimeout(() => show(hint), SHOW_AFTER_MS);
}

export const showHint = (hint: Hint): void => show(hint);

/** The pointer has come to the hint itself, which stays for as long. */
export const keepHint = (): void => clearTimeout(timer);

export function hideHintSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => show(null), HIDE_AFTER_MS);
}

export const hideHint = (): void => show(null);

/** The hint of an element that is going. */
export function hideHintOf(anchor: Element | null): void {
  if (shown !== null && shown.anchor === anchor) show(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const noHint = () => null;

/** The hint that is to be shown, or null. */
export const useHint = (): Hint | null => useSyncExternalStore(subscribe, () => shown, noHint);
