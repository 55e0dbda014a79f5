import { visibleText } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";

type TruncateMiddleProps = {
  text: string;
  /** How many characters at the end always stay. */
  tail?: number;
  className?: string;
};

/**
 * A long URL or id on one line, cut in the middle to fit, or at its end in a list narrower than 832 px. The
 * page holds the whole text, for assistive technology and copying, and shows it on hover and focus.
 */
export function TruncateMiddle({ tail = 12, className, ...props }: TruncateMiddleProps) {
  const text = visibleText(props.text);
  const cut = Math.max(0, text.length - tail);
  return (
    <span dir="ltr" className={cn("cut @[52rem]:flex", className)}>
      <span className="@[52rem]:truncate whitespace-pre!">{text.slice(0, cut)}</span>
      <span className="shrink-0 whitespace-pre">{text.slice(cut)}</span>
    </span>
  );
}
