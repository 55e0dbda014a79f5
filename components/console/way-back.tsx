"use client";

import { usePathname } from "next/navigation";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { trailOf } from "./trail.ts";

/** Links from an address without a page to the nearest page above it, or to the start page. */
export function WayBack() {
  const above = trailOf(usePathname(), "").findLast(({ href }) => href !== undefined);
  return (
    <ButtonLink href={above?.href ?? "/"}>
      {above ? `Go to ${above.label}` : "Go to the start page"}
    </ButtonLink>
  );
}
