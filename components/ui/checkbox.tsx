"use client";

import { Check, Minus } from "lucide-react";
import { type ComponentProps, useEffect, useRef } from "react";
import { cn } from "./cn.ts";

export type CheckboxProps = Omit<ComponentProps<"input">, "type" | "ref" | "onChange"> & {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Some of its items are ticked, but not all. */
  indeterminate?: boolean;
};

/** A bare checkbox: give it an id with a label, or an aria-label. In forms use CheckboxField. */
export function Checkbox({ checked, onChange, indeterminate = false, className, ...rest }: CheckboxProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current) input.current.indeterminate = indeterminate && !checked;
  }, [indeterminate, checked]);
  const Mark = checked ? Check : Minus;
  return (
    <span
      className={cn(
        "relative inline-flex size-6 shrink-0 items-center justify-center pointer-coarse:size-11",
        className,
      )}
    >
      <input
        {...rest}
        ref={input}
        type="checkbox"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="peer absolute inset-0 m-auto size-4 cursor-pointer appearance-none rounded-sm border border-border-input bg-surface before:absolute before:-inset-1 checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-danger-dot pointer-coarse:before:-inset-3.5"
      />
      <Mark
        aria-hidden
        strokeWidth={3}
        className="pointer-events-none invisible relative size-3 text-on-accent peer-checked:visible peer-indeterminate:visible"
      />
    </span>
  );
}
