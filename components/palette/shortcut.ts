/** What takes a "/" for itself: a field, and a menu or list that is searched by typing. */
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

/** Whether a key asks for the palette: "/" outside of fields, or Ctrl-K (⌘K on Macs) anywhere but in a dialog. */
export function asksForPalette(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey) return false;
  if (!isSlash(event) && !isChord(event)) return false;
  return document.querySelector(MODAL) === null;
}

/** Shift is no matter: on many keyboards the sign needs it. */
const isSlash = ({ key, ctrlKey, metaKey, target }: KeyboardEvent): boolean =>
  key === "/" && !ctrlKey && !metaKey && !(target instanceof Element && target.closest(TAKES_TEXT) !== null);

/** On a Mac Ctrl-K is a key of its text fields. */
const isChord = ({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === "k" && !shiftKey && (isMac() ? metaKey && !ctrlKey : ctrlKey && !metaKey);

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.userAgent);
