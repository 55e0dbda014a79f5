import { byName, type Compare, inOrder, type Order } from "#components/list/choose.ts";
import { HEALTHS } from "#lib/domain/channel/health.ts";
import type { ListedChannel } from "./listed-channel.ts";

/** The list's search, filter and order from the address bar. An empty member asks for all. */
export type ChannelChoice = { q: string; status: string; sort: Order };

/** The order of the list if the address bar names none. */
export const DEFAULT_SORT = "name";

/** The other orders, for phones, which have no column titles to press. */
export const SORTS = [
  { value: "-name", label: "Name, Z first" },
  { value: "status", label: "Status, troubled first" },
  { value: "-last", label: "Last delivery, newest first" },
  { value: "last", label: "Last delivery, oldest first" },
  { value: "format", label: "Format" },
  { value: "authentication", label: "Authentication" },
];

/** The choices of the filter by status. */
export const STATUS_FILTERS = [
  { value: "enabled", label: "Enabled" },
  { value: "healthy", label: "Healthy" },
  { value: "failing", label: "Failing" },
  { value: "refusing", label: "Refusing" },
  { value: "disabled", label: "Disabled" },
  { value: "certificate", label: "Certificate changed" },
] as const;

/** The rows that match the search (in name, format or URL, ignoring case) and the status, in the requested order. */
export function chooseChannels(rows: readonly ListedChannel[], choice: ChannelChoice): ListedChannel[] {
  const wanted = choice.q.trim().toLowerCase();
  const found = rows.filter(
    (row) =>
      hasStatus(row, choice.status) &&
      `${row.name}\n${formatOf(row)}\n${row.url}`.toLowerCase().includes(wanted),
  );
  const { by, descending } = choice.sort;
  return found.sort(by === "last" ? byLastDelivery(descending) : inOrder(choice.sort, ORDERS));
}

/** The word for Tocsin's own format. */
const DEFAULT_FORMAT = "Alert";

const formatOf = ({ format }: ListedChannel): string => format ?? DEFAULT_FORMAT;

function hasStatus(row: ListedChannel, status: string): boolean {
  if (status === "enabled") return row.enabled;
  if (status === "certificate") return row.certificateChanged;
  const health = HEALTHS.find((one) => one === status);
  return health === undefined || row.health === health;
}

const AUTHENTICATION_ORDER = ["none", "basic", "token"];
const authenticationRank = (row: ListedChannel) => AUTHENTICATION_ORDER.indexOf(row.authentication);

/** Channels that need attention come first. */
function statusRank(row: ListedChannel): number {
  if (row.certificateChanged) return 0;
  if (row.health === "disabled") return row.disabledReason === null ? 4 : 1;
  return HEALTH_RANKS[row.health];
}

/** A refusing channel loses deliveries; a failing one only delays them. */
const HEALTH_RANKS = { refusing: 2, failing: 3, healthy: 5 };

const ORDERS: Record<string, Compare<ListedChannel>> = {
  name: byName,
  format: (a, b) => formatOf(a).localeCompare(formatOf(b), "en"),
  authentication: (a, b) => authenticationRank(a) - authenticationRank(b),
  status: (a, b) => statusRank(a) - statusRank(b),
};

/** Channels without a delivery come last in both directions. */
function byLastDelivery(descending: boolean): Compare<ListedChannel> {
  const never = descending ? -Infinity : Infinity;
  const sign = descending ? -1 : 1;
  const at = (row: ListedChannel) => row.lastDelivery?.at ?? never;
  return (a, b) => (at(a) === at(b) ? byName(a, b) : sign * (at(a) - at(b)));
}
