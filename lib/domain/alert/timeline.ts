import type { DeliveryReason, DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { SendingRule } from "#lib/domain/delivery/sending-rule.ts";
import type { Wait } from "#lib/domain/delivery/wait.ts";
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
export type Routing = {
  channelId: string;
  channelName: string;
  channelExists: boolean;
  /** The rule that sent it there, if one did. */
  rule: SendingRule | null;
  /** Why its delivery waits; null if it is not pending, or there is none. */
  wait: Wait | null;
} & (
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
  routing: Routing[];
};
