import type { DeliveryActions } from "#components/deliveries/delivery-actions.ts";
import { changeDelivery, countFailed, redeliverFailed, redeliverSelected } from "./actions.ts";

/** What an Operator can do with deliveries. */
export const deliveryActions: DeliveryActions = {
  change: changeDelivery,
  redeliverSelected,
  redeliverFailed,
  countFailed,
};
