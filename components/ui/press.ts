import { type Ref, useEffect, useImperativeHandle, useRef } from "react";

/** Presses the control that has taken the place of the one that was pressed, as that was. */
export type Press = (control: HTMLElement) => void;

/** The same event once more; an event has all that a new one is made of. */
export function replayOf(event: globalThis.MouseEvent | globalThis.KeyboardEvent): Press {
  const again =
    event instanceof KeyboardEvent ? new KeyboardEvent(event.type, event) : new MouseEvent(event.type, event);
  return (control) => {
    control.focus();
    // For a letter a closed list must know its options first, which it does once its control has the focus.
    if (again instanceof KeyboardEvent && again.key.length === 1)
      setTimeout(() => control.dispatchEvent(again));
    else control.dispatchEvent(again);
  };
}

/** For the real control: replays the press once it is in the page. `outer` gets the control too. */
export function usePress<Control extends HTMLElement>(press: Press, outer?: Ref<Control>) {
  const control = useRef<Control>(null);
  const waiting = useRef<Press | null>(press);
  useImperativeHandle(outer, () => control.current as Control, []);
  useEffect(() => {
    if (control.current !== null) waiting.current?.(control.current);
    waiting.current = null;
  }, []);
  return control;
}
