import { asc, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { seenEvents } from "#db/schema/index.ts";

/** Limits the table: a source that invents names must not fill the disk. */
export const SEEN_EVENTS_MAX = 5_000;

const count = prepared((db) => db.select({ all: sql<number>`count(*)` }).from(seenEvents).prepare());

const insert = prepared((db) =>
  db
    .insert(seenEvents)
    .values({ diEvent: sql.placeholder("diEvent"), firstSeenAt: sql.placeholder("firstSeenAt") })
    .onConflictDoNothing()
    .prepare(),
);

/** Stores a `di_event` if it is new; returns false if the table is full. `firstSeenAt` is in ms. */
export function rememberSeenEvent(db: Db, diEvent: string, firstSeenAt: number): boolean {
  if ((count(db).get()?.all ?? 0) >= SEEN_EVENTS_MAX) return false;
  insert(db).run({ diEvent, firstSeenAt });
  return true;
}

/** Every `di_event` received so far, by name. */
export const listSeenEvents = async (db: Db): Promise<string[]> =>
  db
    .select({ diEvent: seenEvents.diEvent })
    .from(seenEvents)
    .orderBy(asc(seenEvents.diEvent))
    .all()
    .map(({ diEvent }) => diEvent);
