import type { DeliveryReason, DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { Payload } from "./alert.ts";
import type { NotSentReason } from "./routing.ts";

/** A delivery as its alert's page shows it. */
export type RoutedDelivery = {
  id: string;
  state: DeliveryState;
  reason: DeliveryReason | null;
  /** What its newest attempt came to, in a sentence; null before the first. */
  lastMessage: string | null;
};

/** What became of an event at one channel: a delivery, or the recorded reason why there is none. */
export type Routing = { channelId: string; channelName: string; channelExists: boolean } & (
  | { delivery: RoutedDelivery; reason: null; message: null }
  | { delivery: null; reason: NotSentReason; message: string }
);

export type AlertEvent = {
  eventId: string;
  payload: Payload;
  /** What the user who changed the status had to say. */
  remark: string | null;
  /** Ms since 1970. */
  receivedAt: number;
  routing: Routing[];
};
