import type { ReactNode } from "react";
import { visibleLines } from "#lib/domain/visible-text.ts";
import { cn } from "./cn.ts";
import { CopyButton } from "./copy-button.tsx";

type CodeBlockProps = {
  /** The text to copy. Also shown, unless `children` shows it in colour. */
  code: string;
  /** Names the block: "curl example", "Request body". */
  label: string;
  children?: ReactNode;
  /** Breaks long lines instead of scrolling. */
  wrap?: boolean;
  className?: string;
};

/** Text in a fixed-width font with a copy button. It scrolls inside its box, never the page. */
export function CodeBlock({ code, label, children, wrap, className }: CodeBlockProps) {
  return (
    <div className={cn("relative rounded-md border bg-sunken", className)}>
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-120 overflow-auto rounded-md py-3 pr-12 pl-3.5 focus-visible:-outline-offset-2"
      >
        <pre className={cn("font-mono text-sm", wrap && "wrap-anywhere whitespace-pre-wrap")}>
          <code>{children ?? visibleLines(code)}</code>
        </pre>
      </section>
      <CopyButton
        text={code}
        label={`Copy ${label}`}
        className="absolute! top-1.5 right-1.5 bg-sunken! enabled:hover:bg-hover! pointer-coarse:top-0 pointer-coarse:right-0"
      />
    </div>
  );
}
