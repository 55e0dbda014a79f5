import { useEffect, useRef } from "react";

/** Focuses the page's title after a dialog that removed the button which opened it. */
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
