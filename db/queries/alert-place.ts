import type { Db } from "#db/client.ts";
import type { AlertFilter, AlertOrder } from "#lib/domain/alert/list.ts";
import { cursorAt, type ListName, readCursor } from "./page.ts";

/**
 * What a walk through alerts began with. Alerts stand by their last events, so one that fires again leaves its place
 * for one above the walk. The walk ends at `asOf`, and then come the alerts that have moved beyond it since.
 */
export type Start = {
  /** The last event, by its `seq`, that the list knew at its first page. */
  asOf: number;
  /** The alert, by its `seq`, that was the last to be first seen: later ones are no part of the list. */
  newestAlert: number;
};

/**
 * Where a row stands in a list: the list is a sequence of runs, one per priority where it is sorted by priority,
 * else one, and a last one of the alerts that have moved. Each run is walked by a number.
 */
export type Place = { run: number; position: number };

/** The list that a cursor is of. */
export const alertsList = ({ status, priority, category, sourceName, q }: AlertFilter, order: AlertOrder) => [
  "alerts",
  order.by,
  order.descending,
  status,
  priority,
  category,
  sourceName,
  q,
];

export const placeCursor = (db: Db, list: ListName, { asOf, newestAlert }: Start, place: Place): string =>
  cursorAt(db, list, [asOf, newestAlert, place.run, place.position]);

/** Where a page begins; null at the first. Throws AppError `invalid` or `conflict` as `readCursor` does. */
export function readPlace(
  db: Db,
  list: ListName,
  cursor: string | undefined,
): { start: Start; from: Place } | null {
  const read = readCursor(db, list, cursor);
  if (read === null) return null;
  const [asOf = 0, newestAlert = 0, run = 0, position = 0] = read;
  return { start: { asOf, newestAlert }, from: { run, position } };
}
