import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

/** A link in text or a table. `plain` is for a row's name: coloured as text until hovered. */
export function TextLink({ plain, className, ...rest }: ComponentProps<typeof Link> & { plain?: boolean }) {
  return (
    <Link
      {...rest}
      className={cn(
        "rounded-sm underline-offset-3 hover:underline",
        plain
          ? "inline-flex min-h-6 items-center text-ink hover:text-accent-text pointer-coarse:min-h-11"
          : "text-accent-text underline",
        className,
      )}
    />
  );
}
