import { visibleLines, visibleText } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";

type OutsideTextProps = {
  text: string;
  /** Keeps its line breaks. */
  lines?: boolean;
  className?: string;
};

/** A text that came from outside: what it holds is shown, not obeyed, and it turns nothing round that stands beside it. */
export function OutsideText({ text, lines = false, className }: OutsideTextProps) {
  return (
    <bdi className={cn(lines && "whitespace-pre-wrap", className)}>
      {lines ? visibleLines(text) : visibleText(text)}
    </bdi>
  );
}
