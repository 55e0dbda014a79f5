import { type ReactNode, useSyncExternalStore } from "react";

export type HintSide = "top" | "right" | "bottom" | "left";

/** A text beside an element while the pointer or the focus is on it. */
export type Hint = { anchor: Element; text: ReactNode; side: HintSide; className?: string | undefined };

const SHOW_AFTER_MS = 350;
/** Leaves time to move the pointer onto the hint itself (WCAG 1.4.13). */
const HIDE_AFTER_MS = 120;

/* The page shows at most one hint at a time. */
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

/** Keeps the hint open while the pointer is on it. */
export const keepHint = (): void => clearTimeout(timer);

export function hideHintSoon(): void {
  clearTimeout(timer);
  timer = setTimeout(() => show(null), HIDE_AFTER_MS);
}

export const hideHint = (): void => show(null);

/** Hides an element's hint when the element is removed. */
export function hideHintOf(anchor: Element | null): void {
  if (shown !== null && shown.anchor === anchor) show(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const noHint = () => null;

/** The hint to show, or null. */
export const useHint = (): Hint | null => useSyncExternalStore(subscribe, () => shown, noHint);
