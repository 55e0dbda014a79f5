"use client";

import { usePathname } from "next/navigation";
import { OutsideText } from "#components/ui/outside-text.tsx";

/** Longer addresses are cut: this only hints at a typing error. */
const SHOWN_MAX = 120;

/** The address without a page, as it was typed. */
export function MissingPath() {
  const path = usePathname();
  const shown = path.length > SHOWN_MAX ? `${path.slice(0, SHOWN_MAX)}…` : path;
  return <OutsideText text={shown} className="wrap-anywhere font-mono text-ink" />;
}
