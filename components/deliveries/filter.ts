import type { SearchParams } from "#components/list/href.ts";
import { oneOf, readAddress } from "#components/list/read-address.ts";
import { DELIVERY_STATES, REASONS } from "#lib/domain/delivery/delivery.ts";
import {
  type DeliveryFilter,
  isFiltered,
  isStatus,
  RANGE_NAMES,
  RANGES,
  type RangeName,
} from "#lib/domain/delivery/list.ts";
import { outcomes } from "#lib/domain/delivery/outcome.ts";
import { toUtc } from "#lib/domain/timestamp.ts";

export type DeliveryChoice = {
  filter: DeliveryFilter;
  cursor: string | undefined;
  /** What the address asks for and the list does not know: `state "lost"`. */
  ignored: string[];
};

/**
 * The list's filters and position from the address bar, at `now` (ms since 1970). The names are those of
 * REST; `range` is the time before now. Ignores invalid values; the list itself checks the cursor.
 * `isChannel` tells which ids are a channel's, by default all.
 */
export function choiceOf(
  params: SearchParams,
  now: number,
  isChannel: (id: string) => boolean = () => true,
): DeliveryChoice {
  const { read, ignored } = readAddress(params);
  const range = read("range", oneOf(RANGE_NAMES));
  const filter = {
    state: read("state", oneOf(DELIVERY_STATES)),
    channelId: read("channel_id", (id) => (isChannel(id) ? id : undefined)),
    alertId: read("alert_id", String),
    outcome: read("outcome", oneOf(outcomes)),
    status: read("status", statusOf),
    reason: read("reason", oneOf(REASONS)),
    test: read("test", flagOf),
    since: read("since", timeOf) ?? (range && now - RANGES[range]),
    until: read("until", timeOf),
  };
  return { filter, cursor: read("cursor", String), ignored };
}

/** The range of time up to now that the address asks for. */
export const rangeOf = ({ range }: SearchParams): RangeName | undefined =>
  typeof range === "string" ? oneOf(RANGE_NAMES)(range) : undefined;

/**
 * Whether "Redeliver failed" can be asked for all that the list shows, at `now` (ms since 1970): the list is
 * narrowed by nothing but a channel, a range up to now, and the state Failed.
 * Example: with status 503 it is not, as the others that failed would be sent too.
 */
export function canRedeliverFailed(
  { channelId: _, state = "failed", since, ...others }: DeliveryFilter,
  range: RangeName | undefined,
  now: number,
): boolean {
  return state === "failed" && since === (range && now - RANGES[range]) && !isFiltered(others);
}

/** Whether a row leaves the list when its state changes. */
export const leavesOnChange = ({ state, reason, outcome, status }: DeliveryFilter): boolean =>
  [state, reason, outcome, status].some((one) => one !== undefined);

function statusOf(text: string): number | undefined {
  const status = Number(text);
  return isStatus(status) ? status : undefined;
}

const flagOf = (text: string): boolean | undefined =>
  text === "true" ? true : text === "false" ? false : undefined;

function timeOf(text: string): number | undefined {
  const utc = toUtc(text);
  return utc === null ? undefined : Date.parse(utc);
}

/** The filter as a query, by the names of REST. */
export const deliveryQuery = ({
  channelId,
  alertId,
  status,
  test,
  since,
  until,
  ...same
}: DeliveryFilter) => ({
  ...same,
  channel_id: channelId,
  alert_id: alertId,
  status: status?.toString(),
  test: test?.toString(),
  since: timeText(since),
  until: timeText(until),
});

const timeText = (at: number | undefined): string | undefined =>
  at === undefined ? undefined : new Date(at).toISOString();
