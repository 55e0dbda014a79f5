import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audit } from "#db/schema/index.ts";
import type { AuditFilter } from "#lib/domain/people/audit-list.ts";

export type AuditRow = typeof audit.$inferSelect;

/** One row of the audit log, by its `seq`. */
export const auditRow = (db: Db, seq: number): AuditRow | undefined =>
  db.select().from(audit).where(eq(audit.seq, seq)).get();

/** What a walk found; `next` is where the one after it begins, null at the end. */
type Walked = { found: AuditRow[]; next: number | null };

/** The index that a walk goes along, and the conditions that this leaves for each row. */
type Way = { along: SQL; where: SQL | undefined; also: SQL | undefined };

/**
 * Walks down the audit log below `above`, a `seq` (null begins with the newest), until it has found `limit` rows
 * or has looked at `looks`: so a filter that matches hardly anything takes no longer than any other.
 */
export function walkAudit(
  db: Db,
  filter: AuditFilter,
  above: number | null,
  { looks, limit }: { looks: number; limit: number },
): Walked {
  const { along, where, also } = wayOf(filter);
  const within = and(where, above === null ? undefined : lt(audit.seq, above), timeBounds(db, filter));
  const newest = (condition?: SQL) =>
    sql`SELECT seq FROM ${along} WHERE ${and(sql`true`, within, condition)} ORDER BY seq DESC`;
  const last = also && db.get<{ seq: number } | undefined>(sql`${newest()} LIMIT 1 OFFSET ${looks - 1}`)?.seq;
  const from = last === undefined ? undefined : gte(audit.seq, last);
  const seqs = db.all<{ seq: number }>(sql`${newest(and(from, also))} LIMIT ${limit}`).map(({ seq }) => seq);
  const found = db.select().from(audit).where(inArray(audit.seq, seqs)).orderBy(desc(audit.seq)).all();
  return { found, next: (found.length === limit ? found.at(-1)?.seq : last) ?? null };
}

function wayOf({ targetId, actorId, actorKind, action, since, until }: AuditFilter): Way {
  const is = {
    target: targetId === undefined ? undefined : eq(audit.targetId, targetId),
    actor: actorId === undefined ? undefined : eq(audit.actorId, actorId),
    action: action === undefined ? undefined : eq(audit.action, action),
    kind: actorKind === undefined ? undefined : eq(audit.actorKind, actorKind),
    since: since === undefined ? undefined : gte(audit.at, since),
    until: until === undefined ? undefined : lt(audit.at, until),
  };
  const besides = (leading?: keyof typeof is) =>
    and(...Object.entries(is).map(([name, one]) => (name === leading ? undefined : one)));
  if (is.target) return { along: by("audit_target"), where: is.target, also: besides("target") };
  if (is.actor) return { along: by("audit_actor"), where: is.actor, also: besides("actor") };
  if (is.action) return { along: by("audit_action"), where: is.action, also: besides("action") };
  if (actorKind !== undefined && actorKind !== "user" && actorKind !== "api_key")
    return { along: by("audit_actor"), where: isNull(audit.actorId), also: besides() };
  return { along: sql`${audit}`, where: undefined, also: besides() };
}

const by = (index: string): SQL => sql`${audit} INDEXED BY ${sql.raw(index)}`;

/** A clock that was set back by less than this hides no row. */
const SET_BACK_MS = 3_600_000;

/** A range of time as a range of `seq`: both grow together, unless the clock is set back. */
function timeBounds(db: Db, { since, until }: AuditFilter): SQL | undefined {
  const before = since === undefined ? undefined : lastBefore(db, since - SET_BACK_MS);
  const after = until === undefined ? undefined : firstFrom(db, until + SET_BACK_MS);
  return and(
    before === undefined ? undefined : gt(audit.seq, before),
    after === undefined ? undefined : lt(audit.seq, after),
  );
}

/** The `seq` of the last row before this time, by the clock. */
const lastBefore = (db: Db, time: number): number | undefined =>
  seqBy(db, lt(audit.at, time), desc(audit.at), desc(audit.seq));

/** The `seq` of the first row of this time or later, by the clock. */
const firstFrom = (db: Db, time: number): number | undefined =>
  seqBy(db, gte(audit.at, time), asc(audit.at), asc(audit.seq));

const seqBy = (db: Db, which: SQL, ...order: SQL[]): number | undefined =>
  db
    .select({ seq: audit.seq })
    .from(audit)
    .where(which)
    .orderBy(...order)
    .limit(1)
    .get()?.seq;
