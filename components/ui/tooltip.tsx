"use client";

import {
  cloneElement,
  type FocusEvent,
  type HTMLAttributes,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useRef,
} from "react";
import { type HintSide, hideHint, hideHintOf, hideHintSoon, showHint, showHintSoon } from "./hint.ts";

type TooltipProps = {
  /** Plain words, at most a line or two. */
  text: ReactNode;
  /** The element that the tooltip belongs to. It must be focusable. */
  children: ReactElement<HTMLAttributes<HTMLElement>>;
  side?: HintSide;
  className?: string;
};

/**
 * A hint on hover and keyboard focus; Escape closes it. Give assistive technology the same text in another
 * way.
 */
export function Tooltip({ text, children, side = "top", className }: TooltipProps) {
  const anchor = useRef<Element>(null);
  useEffect(() => () => hideHintOf(anchor.current), []);
  const hintAt = (element: Element) => {
    anchor.current = element;
    return { anchor: element, text, side, className };
  };
  const { onFocus, onBlur } = children.props;
  return cloneElement(children, {
    onPointerEnter: ({ currentTarget, pointerType }: PointerEvent) => {
      if (pointerType !== "touch") showHintSoon(hintAt(currentTarget));
    },
    onPointerLeave: hideHintSoon,
    onPointerDown: hideHint,
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (event.currentTarget.matches(":focus-visible")) showHint(hintAt(event.currentTarget));
      onFocus?.(event);
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      hideHint();
      onBlur?.(event);
    },
  });
}
