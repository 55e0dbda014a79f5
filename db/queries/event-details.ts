import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { Details } from "#lib/domain/alert/details.ts";

const select = statement<{ seq: number }, { details: string | null }>(
  "SELECT details FROM events WHERE seq = +@seq",
);

/** The details of the event with this `seq`; null if it has none. */
export function eventDetails(db: Db, seq: number): Details | null {
  const text = select(db).get({ seq })?.details ?? null;
  return text === null ? null : JSON.parse(text);
}
