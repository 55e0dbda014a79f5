import { DEFAULT_SORT } from "#components/alerts/sorts.ts";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { oneOf, readAddress } from "#components/list/read-address.ts";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import {
  ALERT_SORTS,
  type AlertFilter,
  type AlertOrder,
  NEWEST_FIRST,
  possibleOrder,
} from "#lib/domain/alert/list.ts";

export type AlertChoice = {
  filter: AlertFilter;
  order: AlertOrder;
  cursor: string | undefined;
  /** What the address asks for and the list does not know: `status "open"`. */
  ignored: string[];
};

/**
 * The list's filters, order and position from the address bar. Ignores invalid values; the list itself checks
 * the cursor.
 */
export function choiceOf(params: SearchParams): AlertChoice {
  const { read, ignored } = readAddress(params);
  const filter = {
    status: read("status", oneOf(STATUSES)),
    priority: read("priority", oneOf(PRIORITIES)),
    category: read("category", String),
    sourceName: read("source_name", String),
    q: read("q", (text) => text.trim()) || undefined,
  };
  return {
    filter,
    order: possibleOrder(filter, orderOf(params)),
    cursor: read("cursor", String),
    ignored,
  };
}

/** Priorities ascend from Critical to Low, so the arrow of their column points the other way. */
function orderOf(params: SearchParams): AlertOrder {
  const sort = sortOf(params, DEFAULT_SORT);
  const by = ALERT_SORTS.find((one) => one === sort.by);
  if (by === undefined) return NEWEST_FIRST;
  return { by, descending: by === "priority" ? !sort.descending : sort.descending };
}
