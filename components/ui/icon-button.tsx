"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { Tooltip } from "./tooltip.tsx";

type IconButtonProps = Omit<ButtonProps, "children" | "icon" | "aria-label" | "size"> & {
  /** The button's name, for assistive technology and as its tooltip. */
  label: string;
  children: ReactNode;
  size?: "icon" | "icon-sm";
};

/** A button of one icon, always with a name. */
export function IconButton({ label, children, size = "icon", variant = "ghost", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <Button {...rest} aria-label={label} size={size} variant={variant}>
        {children}
      </Button>
    </Tooltip>
  );
}
