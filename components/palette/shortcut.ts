/** Elements that use "/" themselves: fields, and menus or lists that are searched by typing. */
const TAKES_TEXT = [
  'input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"])',
  "textarea",
  "select",
  "[contenteditable]",
  '[role="combobox"]',
  '[role="listbox"]',
  '[role="menu"]',
].join(", ");

const MODAL = '[role="dialog"], [role="alertdialog"]';

/**
 * Whether a key opens the palette: "/" outside of fields, or Ctrl-K (⌘K on Macs) anywhere except in a dialog.
 */
export function asksForPalette(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey) return false;
  if (!isSlash(event) && !isChord(event)) return false;
  return document.querySelector(MODAL) === null;
}

/** Ignores Shift: many keyboards need it for "/". */
const isSlash = ({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean =>
  key === "/" && !ctrlKey && !metaKey && !(target instanceof Element && target.closest(TAKES_TEXT) !== null);

/** On a Mac, Ctrl-K already has a meaning in text fields. */
const isChord = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === "k" && !shiftKey && (isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey);

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
