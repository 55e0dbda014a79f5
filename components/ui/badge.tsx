import type { ReactNode } from "react";
import { cn } from "./cn.ts";

const TONES = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent-text",
  success: "bg-success-soft text-success-text",
  warning: "bg-warning-soft text-warning-text",
  danger: "bg-danger-soft text-danger-text",
  info: "bg-info-soft text-info-text",
};

/** A short word in a tinted box: an HTTP status, a scope, a count. */
export function Badge(props: { tone?: keyof typeof TONES; children: ReactNode; className?: string }) {
  return (
    <span
      className={cn(
        "inline-flex min-h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs tabular-nums",
        TONES[props.tone ?? "neutral"],
        props.className,
      )}
    >
      {props.children}
    </span>
  );
}
