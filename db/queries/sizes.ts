import { asc, between, eq, not } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { sizes } from "#db/schema/index.ts";
import type { SizeSample } from "#lib/domain/system/growth.ts";

/** Notes the size of a day; the first of a day stays. */
export function noteSize(db: Db, sample: SizeSample): void {
  db.insert(sizes).values(sample).onConflictDoNothing().run();
}

/** Whether the size of a day is noted. */
export const isSizeNoted = (db: Db, day: number): boolean =>
  db.select({ day: sizes.day }).from(sizes).where(eq(sizes.day, day)).get() !== undefined;

/** Keeps only the sizes of these days: later ones were noted while the clock was ahead. */
export function keepSizes(db: Db, { first, last }: { first: number; last: number }): void {
  db.delete(sizes)
    .where(not(between(sizes.day, first, last)))
    .run();
}

/** The sizes that are kept, the oldest first. */
export const notedSizes = (db: Db): SizeSample[] => db.select().from(sizes).orderBy(asc(sizes.day)).all();
