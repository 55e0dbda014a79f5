import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import { AppError } from "#lib/domain/errors.ts";
import { counterToken, readCounterToken } from "./counter-token.ts";

const AS_OF = "as_of";

const lastEvent = statement<object, { seq: number }>("SELECT coalesce(max(seq), 0) AS seq FROM events");

/** The `seq` of the last event; 0 before the first. */
export const lastEventSeq = (db: Db): number => lastEvent(db).get({})?.seq ?? 0;

/**
 * A token of the last event (`seq`) that a reader has seen. A change sent with it leaves newer events alone.
 */
export const asOfToken = (db: Db, eventSeq: number): string => counterToken(db, AS_OF, [eventSeq]);

/**
 * The `seq` in an `as_of`. Throws AppError `invalid` if no list gave it, `conflict` if it is from before a
 * restore.
 */
export function readAsOf(db: Db, token: string): number {
  const counters = readCounterToken(db, AS_OF, token);
  if (counters === "other_epoch")
    throw refusal("conflict", "The list is older than the backup that was restored since: read it anew.");
  const [seq] = counters === "never_given" ? [] : counters;
  if (seq === undefined) throw refusal("invalid", "Use the as_of that the list of alerts answered with.");
  return seq;
}

const refusal = (code: "invalid" | "conflict", message: string) =>
  new AppError(code, message, [{ path: AS_OF, message }]);
