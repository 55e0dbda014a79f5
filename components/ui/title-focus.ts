import { useEffect, useRef } from "react";

const focusTitle = () => document.querySelector<HTMLElement>("h1")?.focus();

/** If a dialog's act removes the button that opened it, moves the focus to the page's title. */
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
 * For a button that disappears when its work is done. Call the returned function after the work: when the
 * button is gone, the focus moves to the page's title.
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
