import { and, desc, eq, gte, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audit } from "#db/schema/index.ts";
import type { AuditAction } from "#lib/domain/people/audit.ts";

/** Narrows the audit log; a member that is left out narrows nothing. Times in ms since 1970. */
export type AuditFilter = {
  action?: AuditAction | undefined;
  since?: number | undefined;
  until?: number | undefined;
};

export type AuditEntry = typeof audit.$inferSelect;

/** The next `limit` entries below `above`, a `seq`, newest first; null begins with the newest. */
export function auditBelow(db: Db, filter: AuditFilter, above: number | null, limit: number): AuditEntry[] {
  const { action, since, until } = filter;
  return db
    .select()
    .from(audit)
    .where(
      and(
        above === null ? undefined : lt(audit.seq, above),
        action === undefined ? undefined : eq(audit.action, action),
        since === undefined ? undefined : gte(audit.at, since),
        until === undefined ? undefined : lt(audit.at, until),
      ),
    )
    .orderBy(desc(audit.seq))
    .limit(limit)
    .all();
}
