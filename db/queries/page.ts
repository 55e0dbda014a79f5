import { AppError } from "#lib/domain/errors.ts";

/** One page of a list, newest first; `nextCursor` leads to the older rows, null at the end. */
export type Page<Row> = { data: Row[]; nextCursor: string | null };

export const DEFAULT_LIMIT = 50;

/** What every list takes: at most `limit` rows (1–100), older than the row that the cursor stands for. */
export type PageRequest = { limit?: number | undefined; cursor?: string | undefined };

/** The `seq` below which the page begins. Throws AppError `invalid` for a cursor that no list gave. */
export function readCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  const seq = /^[0-9a-z]{1,11}$/.test(cursor) ? Number.parseInt(cursor, 36) : Number.NaN;
  if (Number.isSafeInteger(seq)) return seq;
  throw badCursor();
}

export const badCursor = () =>
  new AppError("invalid", "The cursor is not one that this list gave.", [
    { path: "cursor", message: "Use next_cursor of the page before, or leave it out to start anew." },
  ]);

export const seqCursor = (seq: number): string => seq.toString(36);

/** Cuts off the one row too many that a page asks for to learn whether there are more. */
export function toPage<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => string): Page<Row> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  return { data, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}

/**
 * The cursor, or undefined where it is none that a list gave: for an address that somebody typed. `read` is the list's
 * own reader of cursors; lists by `seq` share one.
 */
export function knownCursor(
  cursor: string | undefined,
  read: (cursor: string | undefined) => unknown = readCursor,
): string | undefined {
  try {
    read(cursor);
    return cursor;
  } catch {
    return undefined;
  }
}
