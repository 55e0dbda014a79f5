import { visibleText } from "#lib/domain/visible-text.ts";

export type ToastKind = "success" | "error" | "warning" | "info";
/** A toast with the same `id` replaces the earlier one. */
type ToastOptions = { description?: string | undefined; id?: string };
export type Toast = { kind: ToastKind; title: string; options: { description?: string; id?: string } };
type Say = (title: string, options?: ToastOptions) => void;

/** Shows a short message. Control characters in quoted outside text are shown, not obeyed. */
export const toast: Record<ToastKind, Say> = {
  success: (title, options) => say("success", title, options),
  error: (title, options) => say("error", title, options),
  warning: (title, options) => say("warning", title, options),
  info: (title, options) => say("info", title, options),
};

/** Toasts that came before anything could show them. */
const waiting: Toast[] = [];
let show: ((toast: Toast) => void) | null = null;
let onWaiting = () => {};

function say(kind: ToastKind, title: string, { description, ...options }: ToastOptions = {}): void {
  const said = {
    kind,
    title: visibleText(title),
    options: description === undefined ? options : { ...options, description: visibleText(description) },
  };
  if (show === null) {
    waiting.push(said);
    onWaiting();
  } else show(said);
}

/**
 * Calls `listener` when a toast waits to be shown, and at once if one waits already. Returns a function that
 * stops it.
 */
export function hearWaiting(listener: () => void): () => void {
  onWaiting = listener;
  if (waiting.length > 0) listener();
  return () => {
    onWaiting = () => {};
  };
}

/** The toasts that are not shown yet. */
export const waitingToasts = (): readonly Toast[] => [...waiting];

/** From now on passes each toast to `showOne`, waiting ones first. Returns a function that stops it. */
export function showToasts(showOne: (toast: Toast) => void): () => void {
  show = showOne;
  for (const toast of waiting.splice(0)) showOne(toast);
  return () => {
    show = null;
  };
}
