"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { copyText } from "./copy-text.ts";
import { toast } from "./toast.ts";

type CopyButtonProps = Pick<ButtonProps, "variant" | "size" | "className"> & {
  text: string;
  /** Names the button: "Copy API key". */
  label: string;
  /** The button's text; without it there is only the icon. */
  children?: string;
};

const THANKS_MS = 2_000;

/** Copies a text and confirms it. */
export function CopyButton({ text, label, children, variant = "ghost", ...rest }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), THANKS_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  async function copy() {
    if (await copyText(text)) setCopied(true);
    else toast.error("The browser did not allow copying: select the text and copy it by hand.");
  }
  const Icon = copied ? Check : Copy;
  return (
    <>
      <Button
        size={children ? "sm" : "icon"}
        {...rest}
        variant={variant}
        aria-label={label}
        title={children ? undefined : label}
        onClick={copy}
        icon={<Icon aria-hidden />}
      >
        {children && (copied ? "Copied" : children)}
      </Button>
      <span role="status" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </>
  );
}
