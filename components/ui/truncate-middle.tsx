"use client";

import { visibleText } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";
import { Tooltip } from "./tooltip.tsx";

type TruncateMiddleProps = {
  text: string;
  /** How many characters at the end always stay. */
  tail?: number;
  className?: string;
};

/**
 * A long URL or id on one line, cut in the middle to fit. The page holds the whole text, for assistive
 * technology and copying, and shows it on hover and focus.
 */
export function TruncateMiddle({ tail = 12, className, ...props }: TruncateMiddleProps) {
  const text = visibleText(props.text);
  const cut = Math.max(0, text.length - tail);
  return (
    <Tooltip text={<span className="wrap-anywhere">{text}</span>}>
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the whole text must be in reach of the keyboard
        tabIndex={0}
        className={cn("flex w-fit min-w-0 max-w-full rounded-sm", className)}
      >
        <span className="truncate whitespace-pre">{text.slice(0, cut)}</span>
        <span className="shrink-0 whitespace-pre">{text.slice(cut)}</span>
      </span>
    </Tooltip>
  );
}
