import type { AlertStatus, Priority } from "#lib/domain/alert/alert.ts";
import type { HealthName } from "#lib/domain/channel/health.ts";
import type { Figures } from "./figures.ts";
import type { OverviewWindow, WindowParts } from "./window.ts";

/** How far deliveries that wait, and open alerts of one priority, are counted. */
export const WAITING_COUNTED = 100_000;
export const ALERTS_COUNTED = 10_000;

/** A channel that is failing or refusing, or that Tocsin disabled. Times in ms since 1970. */
export type TroubledChannel = {
  id: string;
  name: string;
  health: Exclude<HealthName, "healthy">;
  /** Null of a disabled one. */
  since: number | null;
  /** Why, and what to do, in one sentence; null if nothing is known. */
  reason: string | null;
  /** The receiver showed another certificate, and an admin has to decide. */
  certificateChanged: boolean;
  /** The delivery whose last attempt failed last. */
  failedDeliveryId: string | null;
  /** How many deliveries wait for it, at most PENDING_COUNTED + 1. */
  waiting: number;
};

/** An alert of Tocsin's own that nobody has resolved. `since` is when it opened, ms since 1970. */
export type OwnAlert = {
  alertId: string;
  title: string;
  description: string | null;
  priority: Priority;
  status: AlertStatus;
  since: number;
};

/**
 * What waits: how many deliveries, at most WAITING_COUNTED + 1, and when the event of the oldest was received
 * (ms since 1970). What was sent again has waited for less long than its event is old, so it is left out there.
 */
export type WaitingDeliveries = { count: number; oldestAt: number | null };

/** The open alerts of each priority, at most ALERTS_COUNTED + 1. */
export type OpenAlerts = Record<Priority, number>;

export type PartFigures = Figures & { at: number };
export type ChannelFigures = Figures & { id: string; name: string };

/** What an admin needs to know now, and how deliveries did in a window. */
export type OverviewFacts = Omit<WindowParts, "starts"> & {
  window: OverviewWindow;
  troubledChannels: TroubledChannel[];
  ownAlerts: OwnAlert[];
  waiting: WaitingDeliveries;
  /** What of it waits for channels that are not among the troubled ones. */
  otherWaiting: WaitingDeliveries;
  openAlerts: OpenAlerts;
  /** When the last event was received, ms since 1970; null before the first. */
  lastEventAt: number | null;
  /** Of all deliveries together, also of channels that were deleted since. */
  total: Figures;
  /** One for each part of the window, the oldest first. */
  parts: PartFigures[];
  /** One for each channel, by name. */
  channels: ChannelFigures[];
};

/** How many deliveries were delivered or failed per minute between two times (ms). */
export function perMinute(
  { delivered, failed }: Pick<Figures, "delivered" | "failed">,
  time: { since: number; until: number },
): number {
  return (delivered + failed) / Math.max(1, (time.until - time.since) / 60_000);
}
