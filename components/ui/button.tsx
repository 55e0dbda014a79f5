import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { cn } from "./cn.ts";

export const buttonStyle = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium",
    "transition-colors [&_svg]:size-4 [&_svg]:shrink-0",
    "disabled:cursor-not-allowed aria-disabled:cursor-not-allowed disabled:opacity-55 pointer-coarse:min-h-11 pointer-coarse:min-w-11",
  ],
  {
    variants: {
      variant: {
        primary:
          "border-transparent bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
        secondary: "border-border-strong bg-surface text-ink enabled:hover:bg-hover [a&]:hover:bg-hover",
        ghost:
          "border-transparent bg-transparent text-ink enabled:hover:bg-hover data-popup-open:bg-hover [a&]:hover:bg-hover",
        danger: "border-transparent bg-danger text-on-danger enabled:hover:bg-danger-hover",
      },
      size: {
        sm: "h-7 px-2 text-sm",
        md: "h-8 px-3 text-base",
        lg: "h-10 px-4 text-base",
        icon: "size-8 p-0",
        "icon-sm": "size-6 p-0",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonLook = VariantProps<typeof buttonStyle> & { icon?: ReactNode };

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
