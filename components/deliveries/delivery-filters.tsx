import type { Filter } from "#components/list/filter.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import { REASON_WORDS } from "#lib/domain/delivery/delivery.ts";
import type { DeliveryFilter } from "#lib/domain/delivery/list.ts";
import { OUTCOME_WORDS, RANGE_WORDS, STATE_WORDS, STATUS_WORDS, TEST_WORDS } from "./words.ts";

type Props = {
  filter: DeliveryFilter;
  /** The filter by channel. Leave it out on a channel's own page. */
  channel?: Filter;
  /** The title of the alert that the list is filtered by. */
  alertTitle?: string | undefined;
};

/** The filters of a list of deliveries. Their names in the address bar are those of REST. */
export function DeliveryFilters({ filter, channel, alertTitle }: Props) {
  const filters: (Filter | undefined)[] = [
    { param: "state", label: "State", options: optionsOf(STATE_WORDS) },
    channel,
    alertFilter(filter.alertId, alertTitle),
    { param: "range", label: "Created", options: optionsOf(RANGE_WORDS), time: true },
    { param: "reason", label: "Reason", options: optionsOf(REASON_WORDS) },
    { param: "outcome", label: "Outcome", options: optionsOf(OUTCOME_WORDS) },
    { param: "status", label: "HTTP status", options: statusOptions(filter.status) },
    { param: "test", label: "Tests", options: optionsOf(TEST_WORDS) },
  ];
  return <ListFilters filters={filters.filter((one) => one !== undefined)} />;
}

/** One alert is chosen by a link, so the filter only offers to leave it. */
const alertFilter = (alertId: string | undefined, title: string | undefined): Filter | undefined =>
  alertId === undefined
    ? undefined
    : { param: "alert_id", label: "Alert", options: [{ value: alertId, label: title ?? alertId }] };

const optionsOf = (words: Record<string, string>): Filter["options"] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** The usual statuses with their meaning, and the chosen one. */
function statusOptions(chosen: number | undefined): Filter["options"] {
  const all =
    chosen === undefined || chosen in STATUS_WORDS ? STATUS_WORDS : { ...STATUS_WORDS, [chosen]: "" };
  return Object.entries(all).map(([value, words]) => ({ value, label: `${value} ${words}`.trim() }));
}
