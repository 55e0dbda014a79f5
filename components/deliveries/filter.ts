import type { SearchParams } from "#components/list/href.ts";
import { DELIVERY_STATES, type DeliveryState } from "#lib/domain/delivery/delivery.ts";

export type ListPosition = {
  state: DeliveryState | undefined;
  channelId: string | undefined;
  cursor: string | undefined;
};

/**
 * The list's filters and position from the address bar. Ignores invalid values; the list itself checks the
 * cursor.
 */
export function positionOf(params: SearchParams): ListPosition {
  return {
    state: DELIVERY_STATES.find((state) => state === params.state),
    channelId: single(params.channel_id),
    cursor: single(params.cursor),
  };
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
