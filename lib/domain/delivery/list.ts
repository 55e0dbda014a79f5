import type { DeliveryReason, DeliveryState } from "./delivery.ts";
import type { Outcome } from "./outcome.ts";

/** Narrows a list of deliveries; a member that is left out narrows nothing. Times in ms since 1970. */
export type DeliveryFilter = {
  state?: DeliveryState | undefined;
  channelId?: string | undefined;
  alertId?: string | undefined;
  /** What the last attempt came to, and its HTTP status. */
  outcome?: Outcome | undefined;
  status?: number | undefined;
  reason?: DeliveryReason | undefined;
  /** True finds Tests only, false everything else. */
  test?: boolean | undefined;
  /** Created at this time or later. */
  since?: number | undefined;
  /** Created before this time. */
  until?: number | undefined;
};

export const isFiltered = (filter: DeliveryFilter): boolean =>
  Object.values(filter).some((one) => one !== undefined);

/** The ranges of time that pages offer, in ms up to now. */
export const RANGES = { "1h": 3_600_000, "24h": 24 * 3_600_000, "7d": 7 * 24 * 3_600_000 } as const;
export type RangeName = keyof typeof RANGES;
export const RANGE_NAMES = Object.keys(RANGES) as [RangeName, ...RangeName[]];

/** Whether an attempt can come to this HTTP status. */
export const isStatus = (status: number): boolean =>
  Number.isInteger(status) && status >= 100 && status <= 599;

/**
 * The states in which a delivery can be that the filter finds. All but `delivered` are rare, so a list that
 * can't hold that state is found fast. A delivery is `delivered` by an attempt with that outcome and a 2xx,
 * and has no reason.
 */
export function possibleStates({ state, outcome, status, reason }: DeliveryFilter): DeliveryState[] {
  const arrived =
    (outcome ?? "delivered") === "delivered" && isSuccess(status ?? 200) && reason === undefined;
  const states: DeliveryState[] = [
    ...(reason === undefined ? (["pending"] as const) : []),
    ...(arrived ? (["delivered"] as const) : []),
    "failed",
    "cancelled",
  ];
  return state === undefined ? states : states.filter((one) => one === state);
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300;
