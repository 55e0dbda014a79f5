"use client";

import type { ComponentProps } from "react";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { useSelectedAlerts } from "./selected-alerts.tsx";

/** Keeps the list current, except while rows are ticked: new alerts would push them off the page. */
export function AlertsRefresh({ active = true, ...rest }: ComponentProps<typeof LiveRefresh>) {
  const selecting = (useSelectedAlerts()?.alerts.length ?? 0) > 0;
  return <LiveRefresh active={active && !selecting} {...rest} />;
}
