import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";

/** What a row of a list of deliveries shows. */
export type ListedDelivery = Omit<DeliveryView, "eventId" | "nextAttemptAt" | "finishedAt" | "expiresAt">;

/** Fifty rows are sent as HTML and as data: so the data has no more than the rows show. */
export const listedDelivery = (delivery: DeliveryView): ListedDelivery => ({
  id: delivery.id,
  alertId: delivery.alertId,
  alertTitle: delivery.alertTitle,
  channelId: delivery.channelId,
  channelName: delivery.channelName,
  channelExists: delivery.channelExists,
  state: delivery.state,
  reason: delivery.reason,
  test: delivery.test,
  attemptsMade: delivery.attemptsMade,
  wait: delivery.wait,
  createdAt: delivery.createdAt,
  lastAttempt: delivery.lastAttempt,
});
