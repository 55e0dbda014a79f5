import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { type ButtonStyle, buttonStyle } from "./button-style.ts";
import { cn } from "./cn.ts";

export type ButtonLook = ButtonStyle & { icon?: ReactNode };

export type ButtonProps = ComponentProps<"button"> & ButtonLook & { pending?: boolean };

function refusePress(event: MouseEvent) {
  event.preventDefault();
  event.stopPropagation();
}

/**
 * A button. While `pending` it shows progress, keeps its width and focus, and ignores further presses. Its
 * `type` defaults to "button", so that only a Save submits.
 */
export function Button(props: ButtonProps) {
  const { variant, size, icon, pending = false, className, children, onClick, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={pending || rest["aria-disabled"]}
      aria-busy={pending || undefined}
      onClick={pending ? refusePress : onClick}
      className={cn(buttonStyle({ variant, size }), className)}
    >
      <span
        className={cn(
          "inline-flex items-center justify-center gap-1.5",
          pending && "text-transparent opacity-0",
        )}
      >
        {icon}
        {children}
      </span>
      {pending && <LoaderCircle aria-hidden className="absolute animate-spin" />}
    </button>
  );
}
