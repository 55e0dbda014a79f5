import { asc, sql } from "drizzle-orm";
import { type Db, prepared } from "#db/client.ts";
import { seenEvents } from "#db/schema/index.ts";

/** The most events to remember, so that a source that makes up names can't fill the disk. */
export const SEEN_EVENTS_MAX = 5_000;

const count = prepared((db) => db.select({ all: sql<number>`count(*)` }).from(seenEvents).prepare());

const insert = prepared((db) =>
  db
    .insert(seenEvents)
    .values({ diEvent: sql.placeholder("diEvent"), firstSeenAt: sql.placeholder("firstSeenAt") })
    .onConflictDoNothing()
    .prepare(),
);

/**
 * Remembers a `di_event` unless it is known; returns false if there are too many already. `firstSeenAt` is in
 * ms.
 */
export function rememberSeenEvent(db: Db, diEvent: string, firstSeenAt: number): boolean {
  if ((count(db).get()?.all ?? 0) >= SEEN_EVENTS_MAX) return false;
  insert(db).run({ diEvent, firstSeenAt });
  return true;
}

/** Every `di_event` that Tocsin has received, by name. */
export const listSeenEvents = async (db: Db): Promise<string[]> =>
  db
    .select({ diEvent: seenEvents.diEvent })
    .from(seenEvents)
    .orderBy(asc(seenEvents.diEvent))
    .all()
    .map(({ diEvent }) => diEvent);
