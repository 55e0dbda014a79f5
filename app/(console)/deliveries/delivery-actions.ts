import type { DeliveryActions } from "#components/deliveries/delivery-actions.ts";
import {
  cancelDelivery,
  countFailed,
  redeliver,
  redeliverFailed,
  redeliverSelected,
  sendNow,
} from "./actions.ts";

/** What an Operator can do with deliveries. */
export const deliveryActions: DeliveryActions = {
  redeliver,
  sendNow,
  cancel: cancelDelivery,
  redeliverSelected,
  redeliverFailed,
  countFailed,
};
