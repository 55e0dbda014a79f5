import type { ComponentProps } from "react";
import type { ButtonLook } from "./button.tsx";
import { buttonStyle } from "./button-style.ts";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

export type ButtonLinkProps = ComponentProps<typeof Link> & ButtonLook;

/** A link that looks like a button. */
export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={cn(buttonStyle({ variant, size }), className)}>
      {icon}
      {children}
    </Link>
  );
}
