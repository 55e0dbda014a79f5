import type { SearchParams } from "#components/list/href.ts";
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
 */
export function choiceOf(params: SearchParams, now: number): DeliveryChoice {
  const ignored: string[] = [];
  const read = <T>(name: string, parse: (text: string) => T | undefined): T | undefined => {
    const given = params[name];
    if (given === undefined || given === "") return undefined;
    const value = typeof given === "string" ? parse(given) : undefined;
    if (value === undefined) ignored.push(`${name} "${given}"`);
    return value;
  };
  const range = read("range", oneOf(RANGE_NAMES));
  const filter = {
    state: read("state", oneOf(DELIVERY_STATES)),
    channelId: read("channel_id", String),
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

const oneOf =
  <T extends string>(values: readonly T[]) =>
  (text: string): T | undefined =>
    values.find((value) => value === text);

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
