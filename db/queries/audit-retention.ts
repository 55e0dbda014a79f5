import { and, asc, eq, inArray, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audit, installation } from "#db/schema/index.ts";
import { statement } from "#db/statement.ts";

const counted = statement<{ after: number; most: number }, { rows: number; last: number | null }>(
  `SELECT count(*) AS rows, max(seq) AS last
   FROM (SELECT seq FROM audit WHERE seq > +@after ORDER BY seq LIMIT @most)`,
);

/** Counts the rows after a `seq`, `most` at a time; `last` is the last one counted, null if there is none. */
export const countAuditRows = (db: Db, after: number, most: number): { rows: number; last: number | null } =>
  counted(db).get({ after, most }) ?? { rows: 0, last: null };

/** Removes rows older than `before` (ms), at most `limit`, never the newest of all. Returns how many. */
export const removeAuditBefore = (db: Db, before: number, limit: number): number =>
  remove(db, lt(audit.at, before), audit.at, limit);

/**
 * Removes the oldest rows, at most `limit`, never the newest of all: failed sign-ins before anything else. Returns
 * how many.
 */
export function removeOldestAudit(db: Db, limit: number): number {
  const failures = remove(db, eq(audit.action, "users.fail-sign-in"), audit.seq, limit);
  return failures + remove(db, undefined, audit.seq, limit - failures);
}

/** The fact that allows rows to be removed: a trigger looks for it (db/migrations/0010_people.sql). */
const PERMIT = "audit_retention";

/**
 * SQLite gives the next row the number after the highest, so a number that was removed would come again. The plus
 * keeps the index of the other condition.
 */
const NOT_NEWEST = sql`+${audit.seq} < (SELECT max(seq) FROM audit)`;

function remove(db: Db, which: SQL | undefined, order: typeof audit.at | typeof audit.seq, limit: number) {
  const oldest = db
    .select({ seq: audit.seq })
    .from(audit)
    .where(and(which, NOT_NEWEST))
    .orderBy(asc(order))
    .limit(limit);
  const seqs = oldest.all().map(({ seq }) => seq);
  if (seqs.length === 0) return 0;
  db.insert(installation).values({ name: PERMIT, value: "on" }).run();
  db.delete(audit).where(inArray(audit.seq, seqs)).run();
  db.delete(installation).where(eq(installation.name, PERMIT)).run();
  return seqs.length;
}
