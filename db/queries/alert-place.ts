import type { Db } from "#db/client.ts";
import type { AlertFilter, AlertOrder } from "#lib/domain/alert/list.ts";
import { cursorAt, type ListName, readCursor } from "./page.ts";

/**
 * The state of the database at the start of a walk through alerts. Alerts are ordered by their last events,
 * so one that fires again moves above the walk. The walk ends at `asOf`; then come the alerts that have moved
 * beyond it since.
 */
export type Start = {
  /** The `seq` of the last event at the time of the list's first page. */
  asOf: number;
  /** The `seq` of the alert that was first seen last. Later alerts are not part of the list. */
  newestAlert: number;
};

/**
 * Where a row is in a list. A list is a sequence of runs: one, or one per priority if it is sorted by
 * priority, and a last one for alerts that have moved. The position is a number within the run.
 */
export type Place = { run: number; position: number };

/** Identifies the list that a cursor belongs to. */
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

/**
 * Where a page begins; null for the first page. Throws AppError `invalid` or `conflict`, like `readCursor`.
 */
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
