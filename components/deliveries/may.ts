import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";

type State = Pick<DeliveryView, "state" | "test" | "channelExists" | "wait">;

/** Whether it can be sent again: it has ended, was no Test, and its channel still exists. */
export const mayRedeliver = ({ state, test, channelExists }: State): boolean =>
  state !== "pending" && !test && channelExists;

/** Whether it is the first of its alert's that wait, at a channel that is enabled. */
export const maySendNow = ({ state, wait }: State): boolean =>
  state === "pending" && wait?.why !== "earlier_delivery" && wait?.why !== "channel_disabled";

export const mayCancel = ({ state }: State): boolean => state === "pending";
