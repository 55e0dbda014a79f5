import type { DeliveryView } from "#lib/domain/delivery/delivery.ts";
import type { DeliveryAct } from "./delivery-actions.ts";

type State = Pick<DeliveryView, "state" | "test" | "channelExists" | "wait">;

/**
 * What can be done with a delivery now. One that has ended is sent again, unless it was a Test or its channel is
 * gone. Of those that wait, only the first of its alert's is sent now, at an enabled channel.
 */
export function possibleActs({ state, test, channelExists, wait }: State): DeliveryAct[] {
  if (state !== "pending") return test || !channelExists ? [] : ["redeliver"];
  const mustWait =
    wait?.why === "restored" || wait?.why === "earlier_delivery" || wait?.why === "channel_disabled";
  return mustWait ? ["cancel"] : ["cancel", "send-now"];
}
