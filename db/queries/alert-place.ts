import type { Db } from "#db/client.ts";
import type { AlertFilter, AlertOrder } from "#lib/domain/alert/list.ts";
import { cursorAt, type ListName, readCursor } from "./page.ts";

/**
 * The state at the first page of a walk. Alerts are ordered by their last event, so one that fires again
 * moves to the top, out of the walk. The walk covers the events up to `asOf`; the alerts that moved since
 * come after it.
 */
export type Start = {
  /** `seq` of the last event when the first page was read. */
  asOf: number;
  /** `seq` of the newest alert when the first page was read; newer ones are not part of the list. */
  newestAlert: number;
};

/**
 * The place of a row in a list. A list is a sequence of runs: one per priority if it is sorted by priority,
 * else one; and last, a run of the alerts that moved. `position` is the number by which its run is walked.
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

/** Where a page begins; null for the first. Throws AppError `invalid` or `conflict` as `readCursor` does. */
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
