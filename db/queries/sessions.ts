import { and, desc, eq, gt, ne, type Placeholder, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { sessions } from "#db/schema/index.ts";
import { IDLE_MS } from "#lib/domain/people/session.ts";

type SessionRow = typeof sessions.$inferSelect;

/** Whether a session has not ended at `now`: ms since 1970, or a prepared statement's placeholder for them. */
export const isOpenAt = (now: number | Placeholder) =>
  and(gt(sessions.expiresAt, now), gt(sessions.lastSeenAt, sql`${now} - ${IDLE_MS}`));

/** A user's open sessions at `now` (ms), the last seen first. */
export const sessionsOf = (db: Db, userId: string, now: number): SessionRow[] =>
  db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isOpenAt(now)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .all();

/** Notes that a session has been used at `now` (ms). One that was idle for too long stays ended. */
export function touchSession(db: Db, { id, userId, now }: { id: string; userId: string; now: number }): void {
  const open = and(eq(sessions.id, id), eq(sessions.userId, userId), gt(sessions.lastSeenAt, now - IDLE_MS));
  db.update(sessions).set({ lastSeenAt: now }).where(open).run();
}

/** Ends one of a user's own sessions. Returns whether there was such a one. */
export const endSessionOf = (db: Db, userId: string, id: string): boolean =>
  db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.id, id)))
    .run().changes > 0;

/** Ends all of a user's sessions except one. Returns how many. */
export const endOtherSessionsOf = (db: Db, userId: string, keep: string): number =>
  db
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), ne(sessions.id, keep)))
    .run().changes;
