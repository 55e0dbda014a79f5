"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { Input, type InputProps } from "#components/ui/input.tsx";

type SecretInputProps = Omit<InputProps, "type"> & {
  /** Names the eye: "Auth Token" gives "Show Auth Token". */
  secretName: string;
};

/**
 * A value that is hidden while it is typed; the eye shows it. Password managers stay out unless
 * `autoComplete` names what to fill in.
 */
export function SecretInput({ secretName, className, autoComplete = "off", ...rest }: SecretInputProps) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <span className="relative block">
      <Input
        spellCheck={false}
        autoCapitalize="none"
        data-1p-ignore={autoComplete === "off" || undefined}
        data-lpignore={autoComplete === "off" || undefined}
        {...rest}
        autoComplete={autoComplete}
        type={shown ? "text" : "password"}
        className={cn("pr-10 pointer-coarse:pr-12", className)}
      />
      <button
        type="button"
        aria-label={`${shown ? "Hide" : "Show"} ${secretName}`}
        disabled={rest.disabled}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 inline-flex noscript:hidden w-9 items-center justify-center rounded-r-md text-muted hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:w-11"
      >
        <Icon aria-hidden className="size-4" />
      </button>
    </span>
  );
}
