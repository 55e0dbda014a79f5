"use client";

import { usePathname } from "next/navigation";
import { OutsideText } from "#components/ui/outside-text.tsx";

/** Longer ones are cut: this is a hint at what was mistyped. */
const SHOWN_MAX = 120;

/** The address that leads to nothing, as it was typed. */
export function MissingPath() {
  const path = usePathname();
  const shown = path.length > SHOWN_MAX ? `${path.slice(0, SHOWN_MAX)}…` : path;
  return <OutsideText text={shown} className="wrap-anywhere font-mono text-ink" />;
}
