import type { DeliveryActions } from "#components/deliveries/delivery-actions.ts";
import type { HeldActions } from "#components/restored/held-note.tsx";
import {
  changeDelivery,
  countFailed,
  discardHeld,
  redeliverFailed,
  redeliverSelected,
  sendHeld,
} from "./actions.ts";

/** What an Operator can do with deliveries. */
export const deliveryActions: DeliveryActions = {
  change: changeDelivery,
  redeliverSelected,
  redeliverFailed,
  countFailed,
};

/** What an Admin can do with what is held since a restore. */
export const heldActions: HeldActions = { send: sendHeld, discard: discardHeld };
