"use client";

import type { ComponentProps } from "react";
import { LiveRefresh } from "#components/live/live-refresh.tsx";
import { useSelectedDeliveries } from "./selected-deliveries.tsx";

/** Keeps the list current, except while rows are ticked: new deliveries would push them off the page. */
export function DeliveriesRefresh({ active = true, ...rest }: ComponentProps<typeof LiveRefresh>) {
  const selecting = (useSelectedDeliveries()?.deliveries.length ?? 0) > 0;
  return <LiveRefresh active={active && !selecting} {...rest} />;
}
