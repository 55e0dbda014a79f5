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

/** What a read found; `next` is where the one after it begins, null at the end. */
type Looked = { found: AuditEntry[]; next: number | null };

/**
 * Looks at the next `looks` entries below `above`, a `seq`, newest first, until it has found `limit`. Null
 * begins with the newest.
 */
export function auditBelow(
  db: Db,
  filter: AuditFilter,
  above: number | null,
  { looks, limit }: { looks: number; limit: number },
): Looked {
  const { action, since, until } = filter;
  const below = above === null ? undefined : lt(audit.seq, above);
  const last = db
    .select({ seq: audit.seq })
    .from(audit)
    .where(below)
    .orderBy(desc(audit.seq))
    .limit(1)
    .offset(looks - 1)
    .get();
  const found = db
    .select()
    .from(audit)
    .where(
      and(
        below,
        gte(audit.seq, last?.seq ?? 0),
        action === undefined ? undefined : eq(audit.action, action),
        since === undefined ? undefined : gte(audit.at, since),
        until === undefined ? undefined : lt(audit.at, until),
      ),
    )
    .orderBy(desc(audit.seq))
    .limit(limit)
    .all();
  const end = found.length === limit ? found.at(-1) : last;
  return { found, next: end?.seq ?? null };
}
