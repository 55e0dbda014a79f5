import { useEffect, useRef } from "react";

const focusTitle = () => document.querySelector<HTMLElement>("h1")?.focus();

/** After a dialog that took the button away that opened it, the keyboard goes on from the page's title. */
export function useTitleFocus(asking: boolean, buttonStays: boolean) {
  const asked = useRef(false);
  useEffect(() => {
    if (asking) asked.current = true;
    else if (asked.current && !buttonStays) {
      asked.current = false;
      focusTitle();
    }
  }, [asking, buttonStays]);
}

/**
 * For a button that goes with what it mends: once it has done its work, call what this returns, and the keyboard goes
 * on from the page's title when the button is gone.
 */
export function useTitleFocusAtEnd(): () => void {
  const done = useRef(false);
  useEffect(
    () => () => {
      if (done.current) focusTitle();
    },
    [],
  );
  return () => {
    done.current = true;
  };
}
