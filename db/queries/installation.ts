import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { installation } from "#db/schema/index.ts";

/** A fact about this installation; undefined if it is not set. */
export const installationFact = (db: Db, name: string): string | undefined =>
  db.select().from(installation).where(eq(installation.name, name)).get()?.value;

export function setInstallationFact(db: Db, name: string, value: string): void {
  db.insert(installation)
    .values({ name, value })
    .onConflictDoUpdate({ target: installation.name, set: { value } })
    .run();
}
