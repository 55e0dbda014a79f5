import { cn } from "./cn.ts";

const VARIANTS = {
  primary: "bg-accent text-on-accent enabled:hover:bg-accent-hover [a&]:hover:bg-accent-hover",
  secondary: "border-border-strong bg-surface text-ink enabled:hover:bg-hover [a&]:hover:bg-hover",
  ghost: "bg-transparent text-ink enabled:hover:bg-hover data-popup-open:bg-hover [a&]:hover:bg-hover",
  danger: "bg-danger text-on-danger enabled:hover:bg-danger-hover",
};

const SIZES = {
  sm: "h-7 px-2 text-sm",
  md: "h-8 px-3 text-base",
  lg: "h-10 px-4 text-base",
  icon: "size-8 p-0",
  "icon-sm": "size-6 p-0",
};

/** How a button looks; `secondary` and `md` by default. */
export type ButtonStyle = {
  variant?: keyof typeof VARIANTS | undefined;
  size?: keyof typeof SIZES | undefined;
};

/** The class names of a button, or of a link that looks like one. */
export const buttonStyle = ({ variant = "secondary", size = "md" }: ButtonStyle): string =>
  cn("button", VARIANTS[variant], SIZES[size]);

/** Lets a label that may be long take several lines, on a button or a link that looks like one. */
export const WRAPPING = "h-auto! min-h-8 max-w-full whitespace-normal! wrap-anywhere py-1";
