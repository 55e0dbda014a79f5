import { visibleText } from "#lib/domain/visible-text.ts";

export type ToastKind = "success" | "error" | "warning" | "info";
/** One with the id of an earlier one takes its place. */
type ToastOptions = { description?: string | undefined; id?: string };
export type Toast = { kind: ToastKind; title: string; options: { description?: string; id?: string } };
type Say = (title: string, options?: ToastOptions) => void;

/** Says something in passing. What it quotes from outside is shown, not obeyed. */
export const toast: Record<ToastKind, Say> = {
  success: (title, options) => say("success", title, options),
  error: (title, options) => say("error", title, options),
  warning: (title, options) => say("warning", title, options),
  info: (title, options) => say("info", title, options),
};

/** Said before there was anything to show it. */
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

/** Hears when something waits to be shown, also what waits already. Returns what ends that. */
export function hearWaiting(listener: () => void): () => void {
  onWaiting = listener;
  if (waiting.length > 0) listener();
  return () => {
    onWaiting = () => {};
  };
}

/** What is said and not shown yet. */
export const waitingToasts = (): readonly Toast[] => [...waiting];

/** From now on `showOne` shows what is said, first what waits. Returns what ends that. */
export function showToasts(showOne: (toast: Toast) => void): () => void {
  show = showOne;
  for (const toast of waiting.splice(0)) showOne(toast);
  return () => {
    show = null;
  };
}
