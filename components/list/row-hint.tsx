"use client";

import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { hintsOf, wholeTextOf } from "./hidden-words.ts";

type Hint = { lines: string[]; left: number; top: number; above: boolean };

/**
 * Shows what a row's cells cut off and its times leave out: under the row while its title has the keyboard's focus,
 * and as the browser's own hint while the pointer is on a cut text. Cells need no tab stops of their own for it.
 */
export function RowHint({ children }: { children: ReactNode }) {
  const [hint, setHint] = useState<Hint | null>(null);
  const close = () => setHint(null);
  const open = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLTableRowElement>("tbody tr");
    setHint(row && target.matches("th *, .list-menu *") ? hintAt(row, target) : null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what happens to the rows within
    <div
      onFocus={open}
      onBlur={close}
      onKeyDown={({ key }) => key === "Escape" && close()}
      onPointerOver={tellWhole}
    >
      {children}
      {hint && <HintBox hint={hint} />}
    </div>
  );
}

/** Null where the row leaves nothing out, or where a pointer gave the focus. */
function hintAt(row: HTMLTableRowElement, target: Element): Hint | null {
  if (!target.matches(":focus-visible")) return null;
  const lines = hintsOf(row);
  const isSecondStop = target.closest(".list-menu") && row.querySelector("th a");
  if (lines.length === 0 || isSecondStop) return null;
  const place = row.getBoundingClientRect();
  const above = place.bottom > window.innerHeight / 2;
  const left = row.querySelector("th")?.getBoundingClientRect().left ?? place.left;
  return { lines, left, top: above ? place.top : place.bottom, above };
}

/** The browser shows a title that is set while the pointer arrives. */
function tellWhole({ target }: PointerEvent): void {
  const whole = target instanceof Element && target.closest<HTMLElement>(".cut");
  if (!whole) return;
  const text = wholeTextOf(whole);
  if (text === null) whole.removeAttribute("title");
  else whole.title = text;
}

/** In the top layer, so that no edge cuts it; assistive technology reads the cells themselves. */
function HintBox({ hint: { lines, left, top, above } }: { hint: Hint }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.showPopover(), []);
  return (
    <div
      ref={box}
      popover="manual"
      aria-hidden
      className="popup wrap-anywhere pointer-events-none fixed m-0 max-w-[min(40rem,calc(100vw-2rem))] px-3 py-1.5 text-sm"
      style={{
        left: Math.max(8, Math.min(left, window.innerWidth / 2)),
        top,
        translate: above ? "0 calc(-100% - 4px)" : "0 4px",
      }}
    >
      {lines.map((line) => (
        <p key={line} dir="auto" className="text-left tabular-nums">
          {line}
        </p>
      ))}
    </div>
  );
}
