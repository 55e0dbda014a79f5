import type { ComponentProps } from "react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

type TextLinkProps = ComponentProps<typeof Link> & { plain?: boolean; alone?: boolean };

/**
 * A link in text or a table. `plain` is for a row's name: coloured as text until hovered. `alone` is for one
 * that stands outside of a sentence: a finger needs 44 px.
 */
export function TextLink({ plain, alone, className, ...rest }: TextLinkProps) {
  return (
    <Link
      {...rest}
      className={cn(
        "rounded-sm underline-offset-3 hover:underline",
        plain
          ? "inline-flex min-h-6 items-center text-ink hover:text-accent-text pointer-coarse:min-h-11"
          : "text-accent-text underline",
        alone &&
          "pointer-coarse:inline-flex pointer-coarse:min-h-11 pointer-coarse:min-w-11 pointer-coarse:items-center",
        className,
      )}
    />
  );
}
