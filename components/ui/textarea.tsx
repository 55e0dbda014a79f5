import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

/** Several lines of text; grows with its content if the browser supports that. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      {...rest}
      rows={rows}
      className={cn("control field-sizing-content max-h-96 min-h-20", className)}
    />
  );
}
