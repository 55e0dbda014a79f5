import { badCursor, readCursor, seqCursor } from "./page.ts";

/**
 * Where a row stands in a list: the list is a sequence of runs, one per priority where it is sorted by priority,
 * else one, and each run is walked along an index by a number.
 */
export type Place = { run: number; position: number };

export const placeCursor = ({ run, position }: Place): string =>
  run === 0 ? seqCursor(position) : `${run}-${seqCursor(position)}`;

/** Where a page begins; null at the first. Throws AppError `invalid` for a cursor that no such list gave. */
export function readPlace(cursor: string | undefined): Place | null {
  const [, run, position] = /^(?:([1-3])-)?([^-]*)$/.exec(cursor ?? "") ?? [];
  if (cursor !== undefined && position === undefined) throw badCursor();
  const read = readCursor(cursor === undefined ? undefined : position);
  return read === null ? null : { run: Number(run ?? 0), position: read };
}
