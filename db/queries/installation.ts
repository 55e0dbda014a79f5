import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { installation } from "#db/schema/index.ts";

/** When a backup was made, as an ISO time: only backups have it. */
export const BACKUP_AT = "backup_at";
/** The inode of the lock file of the engine that runs, or `RELEASED`. */
export const ENGINE_LOCK = "engine_lock";
export const RELEASED = "";

/** A fact about this installation; undefined if it is not set. */
export const installationFact = (db: Db, name: string): string | undefined =>
  db.select().from(installation).where(eq(installation.name, name)).get()?.value;

export function setInstallationFact(db: Db, name: string, value: string): void {
  db.insert(installation)
    .values({ name, value })
    .onConflictDoUpdate({ target: installation.name, set: { value } })
    .run();
}

export function forgetInstallationFact(db: Db, name: string): void {
  db.delete(installation).where(eq(installation.name, name)).run();
}
