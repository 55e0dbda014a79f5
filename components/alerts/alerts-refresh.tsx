"use client";

import { LiveRefresh } from "#components/list/live-refresh.tsx";
import { useSelectedAlerts } from "./selected-alerts.tsx";

/** Keeps the list current, except while rows are ticked: new alerts would push them off the page. */
export function AlertsRefresh({ active, summary }: { active: boolean; summary: string }) {
  const selecting = (useSelectedAlerts()?.alerts.length ?? 0) > 0;
  return <LiveRefresh active={active && !selecting} summary={summary} />;
}
