import { desc } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audit, events } from "#db/schema/index.ts";

/** When the database's newest event or row of the audit log is from, ms since 1970; null if it has neither. */
export function newestMoment(db: Db): number | null {
  const event = db.select({ at: events.receivedAt }).from(events).orderBy(desc(events.seq)).limit(1).get();
  const row = db.select({ at: audit.at }).from(audit).orderBy(desc(audit.seq)).limit(1).get();
  const known = [event?.at ?? [], row?.at ?? []].flat();
  return known.length === 0 ? null : Math.max(...known);
}
