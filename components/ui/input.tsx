import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export type InputProps = ComponentProps<"input">;

/** One line of text. Inside a Field, spread the field's control on it. */
export function Input({ className, type = "text", ...rest }: InputProps) {
  return <input {...rest} type={type} className={cn("control", className)} />;
}
