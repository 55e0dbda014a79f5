import type { SearchParams } from "#components/list/href.ts";
import { DELIVERY_STATES, type DeliveryState } from "#lib/domain/delivery/delivery.ts";

export type ListPosition = {
  state: DeliveryState | undefined;
  channelId: string | undefined;
  cursor: string | undefined;
};

/** What the address bar asks for; what makes no sense there is as good as absent. The list judges the cursor. */
export function positionOf(params: SearchParams): ListPosition {
  return {
    state: DELIVERY_STATES.find((state) => state === params.state),
    channelId: single(params.channel_id),
    cursor: single(params.cursor),
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
