"use client";

import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { hintsOf, wholeTextOf } from "./hidden-words.ts";

type Hint = { lines: string[]; left: number; top: number; above: boolean };

/**
 * Shows a row's cut texts in full and its times exactly: below the row while its title has the keyboard
 * focus, and as a browser tooltip while the pointer is on a cut text. So cells need no tab stops of their
 * own.
 */
export function RowHint({ children }: { children: ReactNode }) {
  const [hint, setHint] = useState<Hint | null>(null);
  const zone = useTimeZone();
  const close = () => setHint(null);
  const open = ({ target }: FocusEvent) => {
    const row = target.closest<HTMLTableRowElement>("tbody tr");
    setHint(row && target.matches("th *, .list-menu *") ? hintAt(row, target, zone) : null);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to events of the rows inside it
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

/** Null if the row hides nothing, or if the focus came from a pointer. */
function hintAt(row: HTMLTableRowElement, target: Element, zone: string | null): Hint | null {
  if (!target.matches(":focus-visible")) return null;
  const lines = hintsOf(row, zone);
  const isSecondStop = target.closest(".list-menu") && row.querySelector("th a");
  if (lines.length === 0 || isSecondStop) return null;
  const place = row.getBoundingClientRect();
  const above = place.bottom > window.innerHeight / 2;
  const left = row.querySelector("th")?.getBoundingClientRect().left ?? place.left;
  return { lines, left, top: above ? place.top : place.bottom, above };
}

/** Sets the title as the pointer arrives, which is early enough for the browser to show it. */
function tellWhole({ target }: PointerEvent): void {
  const whole = target instanceof Element && target.closest<HTMLElement>(".cut");
  if (!whole) return;
  const text = wholeTextOf(whole);
  if (text === null) whole.removeAttribute("title");
  else whole.title = text;
}

/** In the top layer, so that no edge cuts it off. Assistive technology reads the cells themselves. */
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
