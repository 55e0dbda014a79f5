"use client";

import { useEffect } from "react";
import { waitForPages } from "./patient-fetch.ts";
import { useAway } from "./reach.ts";

/** Shows one line while Tocsin can't be reached. Rendered once, in the shell. */
export function AwayLine() {
  const away = useAway();
  useEffect(waitForPages, []);
  return (
    <p
      role="status"
      className="pointer-events-none fixed inset-x-0 top-14 z-50 mx-auto w-fit rounded-b-md bg-warning-soft text-warning-text not-empty:border not-empty:px-3 not-empty:py-1.5"
    >
      {away && "Can't reach Tocsin, trying again…"}
    </p>
  );
}
