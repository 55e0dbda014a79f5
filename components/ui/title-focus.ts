import { useEffect, useRef } from "react";

const TITLE = "h1";

const focusOn = (heading: string) => document.querySelector<HTMLElement>(heading)?.focus();

/** The heading of the FormSection or Section with this id, as a selector. */
export const headingOf = (sectionId: string): string => `#${sectionId} h2`;

/**
 * If a dialog's act removes the button that opened it, moves the focus to the page's title, or to another
 * heading (a selector).
 */
export function useTitleFocus(asking: boolean, buttonStays: boolean, heading = TITLE) {
  const asked = useRef(false);
  useEffect(() => {
    if (asking) asked.current = true;
    else if (asked.current && !buttonStays) {
      asked.current = false;
      focusOn(heading);
    }
  }, [asking, buttonStays, heading]);
}

/**
 * For a button that disappears when its work is done. Call the returned function after the work: when the
 * button is gone, the focus moves to the page's title, or to another heading (a selector).
 */
export function useTitleFocusAtEnd(heading = TITLE): () => void {
  const done = useRef(false);
  useEffect(
    () => () => {
      if (done.current) focusOn(heading);
    },
    [heading],
  );
  return () => {
    done.current = true;
  };
}
