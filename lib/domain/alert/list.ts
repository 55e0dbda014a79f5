import type { AlertStatus, Priority } from "./alert.ts";

/** The filters of the alerts list besides the state. */
const ALERT_FACETS = ["category", "source_name"] as const;
export type AlertFacet = (typeof ALERT_FACETS)[number];

/** Narrows a list of alerts; a member that is left out narrows nothing. */
export type AlertFilter = {
  status?: AlertStatus | undefined;
  priority?: Priority | undefined;
  category?: string | undefined;
  sourceName?: string | undefined;
  /** Words of the title, category, source or id: see `findsAlert`. */
  q?: string | undefined;
};

/** The alerts to act on: all that match a filter, or those named. */
export type ChosenAlerts = { filter: AlertFilter } | { ids: string[] };

/**
 * `updated` is by last event, `first` by first event, `priority` from Critical to Low and then by last event.
 */
export const ALERT_SORTS = ["updated", "first", "priority"] as const;
type AlertSort = (typeof ALERT_SORTS)[number];

/** Descending means newest first, and Critical first. */
export type AlertOrder = { by: AlertSort; descending: boolean };

export const NEWEST_FIRST: AlertOrder = { by: "updated", descending: true };

/** A row of the alerts list. Times in ms since 1970. */
export type AlertRow = {
  alertId: string;
  title: string;
  status: AlertStatus;
  priority: Priority;
  category: string | null;
  sourceName: string | null;
  occurrences: number;
  firstAt: number;
  updatedAt: number;
};

export const isFiltered = ({ status, priority, category, sourceName, q }: AlertFilter): boolean =>
  [status, priority, category, sourceName, q || undefined].some((one) => one !== undefined);

/**
 * Falls back to the order by last event: the order by first event has an index for the unfiltered list only.
 */
export function possibleOrder(filter: AlertFilter, wanted: AlertOrder): AlertOrder {
  return wanted.by === "first" && isFiltered(filter) ? NEWEST_FIRST : wanted;
}
