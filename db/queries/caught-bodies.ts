import { asc, desc, eq, gt, inArray, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { caughtBodies } from "#db/schema/index.ts";

/** The place that a caught body is bound to. Its number is not known before it is stored, its time is. */
export const caughtPlace = (sourceId: string, receivedAt: number) => ({
  table: "caught_bodies",
  row: `${sourceId} ${receivedAt}`,
  field: "sealed",
});

export function putCaughtBody(db: Db, row: Omit<typeof caughtBodies.$inferInsert, "seq">): void {
  db.insert(caughtBodies).values(row).run();
}

/** The bodies that a source received, newest first. */
export const caughtBodiesOf = (db: Db, sourceId: string) =>
  db
    .select()
    .from(caughtBodies)
    .where(eq(caughtBodies.sourceId, sourceId))
    .orderBy(desc(caughtBodies.seq))
    .all();

/** Deletes all but the newest `kept` of a source. */
export function keepNewest(db: Db, sourceId: string, kept: number): void {
  const old = db
    .select({ seq: caughtBodies.seq })
    .from(caughtBodies)
    .where(eq(caughtBodies.sourceId, sourceId))
    .orderBy(desc(caughtBodies.seq))
    .limit(1_000)
    .offset(kept)
    .all();
  if (old.length === 0) return;
  db.delete(caughtBodies)
    .where(
      inArray(
        caughtBodies.seq,
        old.map(({ seq }) => seq),
      ),
    )
    .run();
}

export function dropCaughtBodies(db: Db, sourceId: string): void {
  db.delete(caughtBodies).where(eq(caughtBodies.sourceId, sourceId)).run();
}

export function dropCaughtBody(db: Db, seq: number): void {
  db.delete(caughtBodies).where(eq(caughtBodies.seq, seq)).run();
}

/** Deletes the bodies that were received before then, ms since 1970. */
export function dropCaughtBefore(db: Db, before: number): void {
  db.delete(caughtBodies).where(lt(caughtBodies.receivedAt, before)).run();
}

/** At most `limit` bodies after that of `after`, in order, so that a rotation can go in steps. */
export const someCaughtBodies = (db: Db, after: number, limit: number) =>
  db
    .select()
    .from(caughtBodies)
    .where(gt(caughtBodies.seq, after))
    .orderBy(asc(caughtBodies.seq))
    .limit(limit)
    .all();

export function resealCaughtBody(db: Db, seq: number, sealed: Buffer): void {
  db.update(caughtBodies).set({ sealed }).where(eq(caughtBodies.seq, seq)).run();
}
