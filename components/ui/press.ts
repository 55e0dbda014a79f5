import { type Ref, useEffect, useImperativeHandle, useRef } from "react";

/** Presses a control in the same way as the button that it replaced. */
export type Press = (control: HTMLElement) => void;

/** Copies the event and returns a function that dispatches the copy on a control. */
export function replayOf(event: globalThis.MouseEvent | globalThis.KeyboardEvent): Press {
  const again =
    event instanceof KeyboardEvent ? new KeyboardEvent(event.type, event) : new MouseEvent(event.type, event);
  return (control) => {
    control.focus();
    // A closed list handles a letter only once it knows its options, which it reads when its control gets the
    // focus.
    if (again instanceof KeyboardEvent && again.key.length === 1)
      setTimeout(() => control.dispatchEvent(again));
    else control.dispatchEvent(again);
  };
}

/** Replays the press once the real control is in the page. `outer` gets the control too. */
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
