"use client";

import { useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { cn } from "./cn.ts";
import { type Hint, hideHint, hideHintSoon, keepHint, useHint } from "./hint.ts";
import { placeHint } from "./hint-place.ts";

/** Renders the hints of all Tooltips. Rendered once, in the console's layout. */
export function Hints() {
  const hint = useHint();
  useEffect(() => {
    if (hint === null) return;
    const controller = new AbortController();
    const options = { capture: true, signal: controller.signal };
    document.addEventListener("keydown", hideAlone, options);
    // The page moves, but the hint would stay.
    document.addEventListener("scroll", hideHint, options);
    return () => controller.abort();
  }, [hint]);
  return hint && createPortal(<HintBox hint={hint} />, document.body);
}

/** Escape closes only the hint, and keeps the dialog or menu below it open. */
function hideAlone(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.stopPropagation();
  hideHint();
}

/** The pointer may enter the hint, to read or copy it. */
function HintBox({ hint: { anchor, text, side, className } }: { hint: Hint }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const place = placeHint(anchor.getBoundingClientRect(), current.getBoundingClientRect(), view, side);
    current.style.left = `${place.left}px`;
    current.style.top = `${place.top}px`;
  }, [anchor, side]);
  return (
    <div
      ref={box}
      data-hint
      onPointerEnter={keepHint}
      onPointerLeave={hideHintSoon}
      className={cn("popup fixed z-50 w-max max-w-80 px-2 py-1 text-xs tabular-nums", className)}
    >
      {text}
    </div>
  );
}
