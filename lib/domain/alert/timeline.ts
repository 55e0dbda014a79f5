import type { DeliveryReason, DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { Payload } from "./alert.ts";
import type { NotSentReason } from "./routing.ts";

/** A delivery on its alert's page. */
export type RoutedDelivery = {
  id: string;
  state: DeliveryState;
  reason: DeliveryReason | null;
  /** The newest attempt's result in one sentence; null before the first attempt. */
  lastMessage: string | null;
};

/** An event at one channel: its delivery, or the reason why there is none. */
export type Routing = { channelId: string; channelName: string; channelExists: boolean } & (
  | { delivery: RoutedDelivery; reason: null; message: null }
  | { delivery: null; reason: NotSentReason; message: string }
);

export type AlertEvent = {
  eventId: string;
  payload: Payload;
  /** The remark of the user who changed the status. */
  remark: string | null;
  /** ms since 1970. */
  receivedAt: number;
  /** The id of the HTTP request that made it, if one did. */
  requestId: string | null;
  routing: Routing[];
};
