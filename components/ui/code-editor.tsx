import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

type CodeEditorProps = Omit<ComponentProps<"textarea">, "value" | "rows" | "wrap"> & {
  value: string;
  /** Counts from 1; null if no line is at fault. */
  faultLine?: number | null;
};

const MIN_LINES = 6;

/** Text of several lines with their numbers. Lines don't wrap, so that each number stands beside its line. */
export function CodeEditor({ value, faultLine = null, className, ...rest }: CodeEditorProps) {
  const lines = Math.max(value.split("\n").length, MIN_LINES);
  return (
    <div
      className={cn(
        "flex max-h-120 overflow-y-auto rounded-md border border-border-input bg-surface focus-within:border-ring focus-within:outline-2 focus-within:outline-ring has-aria-invalid:border-danger-dot has-disabled:bg-sunken",
        className,
      )}
    >
      <Numbers lines={lines} faultLine={faultLine} />
      <textarea
        {...rest}
        value={value}
        rows={lines}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        className="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden bg-transparent px-3 py-2 font-mono text-sm leading-5 outline-none"
      />
    </div>
  );
}

function Numbers({ lines, faultLine }: { lines: number; faultLine: number | null }) {
  const numbers = (from: number, to: number) =>
    Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => `${from + index}\n`).join("");
  const marked = faultLine !== null && faultLine <= lines ? faultLine : lines + 1;
  return (
    <pre
      aria-hidden
      className="min-w-9 select-none border-r bg-sunken px-2 py-2 text-right font-mono text-muted text-sm tabular-nums leading-5"
    >
      {numbers(1, marked - 1)}
      {marked <= lines && (
        <mark className="-mx-2 block bg-danger-soft px-2 font-semibold text-danger-text">{marked}</mark>
      )}
      {numbers(marked + 1, lines)}
    </pre>
  );
}
