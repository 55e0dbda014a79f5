import { useEffect, useRef } from "react";

/** After a dialog that took the button away that opened it, the keyboard goes on from the page's title. */
export function useTitleFocus(asking: boolean, buttonStays: boolean) {
  const asked = useRef(false);
  useEffect(() => {
    if (asking) asked.current = true;
    else if (asked.current && !buttonStays) {
      asked.current = false;
      document.querySelector<HTMLElement>("h1")?.focus();
    }
  }, [asking, buttonStays]);
}
