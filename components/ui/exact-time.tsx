"use client";

import { formatExact } from "./time-format.ts";
import { useTimeZone } from "./time-zone.tsx";

/** "24 Nov 2026, 07:22:48 GMT+1" in the zone that the user has chosen, else in UTC. Takes ms since 1970. */
export function ExactTime({ at }: { at: number }) {
  return <time dateTime={new Date(at).toISOString()}>{formatExact(at, useTimeZone())}</time>;
}
