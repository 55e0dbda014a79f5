import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const DOTS = {
  success: "bg-success-dot",
  warning: "bg-warning-dot",
  danger: "bg-danger-dot",
  info: "bg-info-dot",
  neutral: "border-2 border-neutral-dot",
};

export type StatusTone = keyof typeof DOTS;

/** A state as a dot and a word; the word alone is enough. Neutral is a ring: off, or nothing yet. */
export function Status({
  tone,
  children,
  className,
}: {
  tone: StatusTone;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={cn("inline-flex items-center gap-2 whitespace-nowrap align-top", className)}>
      <span aria-hidden className={cn("size-2 shrink-0 rounded-full", DOTS[tone])} />
      {children}
    </span>
  );
}
