import type { AlertStatus, Priority } from "./alert.ts";

/** What alerts are filtered by besides their state: `category` and `source_name`. */
export const ALERT_FACETS = ["category", "source_name"] as const;
export type AlertFacet = (typeof ALERT_FACETS)[number];

/** Which alerts a list is about; what is left out does not matter. */
export type AlertFilter = {
  status?: AlertStatus | undefined;
  priority?: Priority | undefined;
  category?: string | undefined;
  sourceName?: string | undefined;
  /** Words of an alert's title, category, source or id: see `findsAlert`. */
  q?: string | undefined;
};

/** Alerts to act on: all that a filter finds, or those named. */
export type ChosenAlerts = { filter: AlertFilter } | { ids: string[] };

/** By the last event, by the first one, or by rank from Critical to Low and then by the last event. */
export const ALERT_SORTS = ["updated", "first", "priority"] as const;
export type AlertSort = (typeof ALERT_SORTS)[number];

/** Descending is newest first, and Critical first. */
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

/** An index serves the order in which alerts were first seen for all of them only; a filtered list stands by the last event. */
export function possibleOrder(filter: AlertFilter, wanted: AlertOrder): AlertOrder {
  return wanted.by === "first" && isFiltered(filter) ? NEWEST_FIRST : wanted;
}
