import type { Db } from "#db/client.ts";
import { AppError, isAppError } from "#lib/domain/errors.ts";
import { counterToken, readCounterToken } from "./counter-token.ts";

/** One page of a list, newest first. `nextCursor` leads to the older rows; null at the end. */
export type Page<Row> = { data: Row[]; nextCursor: string | null };

export const DEFAULT_LIMIT = 50;

/** The parameters of every list: at most `limit` rows (1–100), those after the cursor's row. */
export type PageRequest = { limit?: number | undefined; cursor?: string | undefined };

/** A list's name and its filter. A cursor is valid for one such list only. */
export type ListName = readonly unknown[];

export const cursorAt = (db: Db, list: ListName, place: readonly number[]): string =>
  counterToken(db, list, place);

/**
 * The place that a cursor leads to; null for the first page. Throws AppError `invalid` if this list never
 * gave the cursor, `conflict` if it is from before a restore.
 */
export function readCursor(db: Db, list: ListName, cursor: string | undefined): number[] | null {
  if (cursor === undefined) return null;
  const place = readCounterToken(db, list, cursor);
  if (place === "never_given") throw badCursor();
  if (place === "other_epoch") throw outdatedCursor();
  return place;
}

const CURSOR = "cursor";

export const badCursor = () =>
  new AppError("invalid", "The cursor is not one that this list gave.", [
    { path: CURSOR, message: "Use next_cursor of the page before, or leave it out to start anew." },
  ]);

const outdatedCursor = () =>
  new AppError("conflict", "The cursor is older than the backup that was restored since.", [
    { path: CURSOR, message: "Leave it out to start anew." },
  ]);

/** The same for a list that is walked by one `seq`: the `seq` of the last row before the page. */
export const readSeqCursor = (db: Db, list: ListName, cursor: string | undefined): number | null =>
  readCursor(db, list, cursor)?.[0] ?? null;

/** Removes the extra row that a query reads to learn whether there are more. */
export function toPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/**
 * The page that an address bar asks for, and whether it is the first. A cursor that the list refuses counts
 * as absent, because somebody may have typed it.
 */
export async function pageOrFirst<Found>(
  cursor: string | undefined,
  list: (cursor: string | undefined) => Promise<Found>,
): Promise<{ page: Found; first: boolean }> {
  try {
    return { page: await list(cursor), first: cursor === undefined };
  } catch (error) {
    const refused = isAppError(error) && error.issues.some(({ path }) => path === CURSOR);
    if (cursor === undefined || !refused) throw error;
    return { page: await list(undefined), first: true };
  }
}
