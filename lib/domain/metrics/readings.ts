import type { DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import type { Distribution } from "./histogram.ts";

/** The states in which a delivery ends. */
export const END_STATES = ["delivered", "failed", "cancelled"] as const satisfies DeliveryState[];
type EndState = (typeof END_STATES)[number];

/** What a channel's deliveries and attempts came to since the start, without Tests. */
export type ChannelReadings = {
  ended: Record<EndState, number>;
  attempts: Partial<Record<Outcome, number>>;
};

/** One thread's own figures. */
export type ThreadReadings = {
  /** How late its timers were, s. */
  loopDelay: Distribution;
  /** The time that its event loop has worked, s. */
  busySeconds: number;
  heapUsed: number;
  heapTotal: number;
};

/** What the engine has counted since the start. Times in s. */
export type Readings = {
  alertsAccepted: number;
  channels: Map<string, ChannelReadings>;
  attemptDuration: Distribution;
  deliveryLatency: Distribution;
  commit: Distribution;
  commitBatch: Distribution;
  thread: ThreadReadings;
};
