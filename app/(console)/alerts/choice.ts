import { DEFAULT_SORT } from "#components/alerts/sorts.ts";
import { type SearchParams, sortOf } from "#components/list/href.ts";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import {
  ALERT_SORTS,
  type AlertFilter,
  type AlertOrder,
  NEWEST_FIRST,
  possibleOrder,
} from "#lib/domain/alert/list.ts";

export type AlertChoice = { filter: AlertFilter; order: AlertOrder; cursor: string | undefined };

/**
 * The list's filters, order and position from the address bar. Ignores invalid values; the list itself checks
 * the cursor.
 */
export function choiceOf(params: SearchParams): AlertChoice {
  const filter = {
    status: STATUSES.find((status) => status === params.status),
    priority: PRIORITIES.find((priority) => priority === params.priority),
    category: single(params.category),
    sourceName: single(params.source_name),
    q: single(params.q)?.trim() || undefined,
  };
  return {
    filter,
    order: possibleOrder(filter, orderOf(params)),
    cursor: single(params.cursor),
  };
}

/** Priorities ascend from Critical to Low, so the arrow of their column points the other way. */
function orderOf(params: SearchParams): AlertOrder {
  const sort = sortOf(params, DEFAULT_SORT);
  const by = ALERT_SORTS.find((one) => one === sort.by);
  if (by === undefined) return NEWEST_FIRST;
  return { by, descending: by === "priority" ? !sort.descending : sort.descending };
}

const single = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
