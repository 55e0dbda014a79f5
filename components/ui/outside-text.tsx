import { visibleLines, visibleText } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";

type OutsideTextProps = {
  text: string;
  /** Keeps its line breaks. */
  lines?: boolean;
  className?: string;
};

/**
 * Text from outside: shows control characters instead of obeying them, and can't reverse the text beside it.
 */
export function OutsideText({ text, lines = false, className }: OutsideTextProps) {
  return (
    <bdi className={cn(lines && "whitespace-pre-wrap", className) || undefined}>
      {lines ? visibleLines(text) : visibleText(text)}
    </bdi>
  );
}
