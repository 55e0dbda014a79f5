"use client";

import { createContext, type ReactNode, useContext } from "react";

const TimeZone = createContext<string | null>(null);

/** The time zone that the signed-in user has chosen (an IANA name); null to use the browser's. */
export const useTimeZone = (): string | null => useContext(TimeZone);

export function TimeZoneProvider({ zone, children }: { zone: string | null; children: ReactNode }) {
  return <TimeZone value={zone}>{children}</TimeZone>;
}
