import { desc, eq, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { audit } from "#db/schema/index.ts";
import type { ActorKind, AuditFilter } from "#lib/domain/people/audit-list.ts";
import { type AuditRow, auditRow, walkAudit } from "./audit-walk.ts";
import { cursorAt, DEFAULT_LIMIT, type Page, type PageRequest, readSeqCursor, toPage } from "./page.ts";

export type AuditPage = Page<AuditRow> & {
  /**
   * When the last row happened that this page looked at, ms since 1970, if that was too far for one page: older
   * ones are for the next. Null if the page is full, or the last.
   */
  lookedBackTo: number | null;
};

/** Rows that a page looks at: some milliseconds. */
const LOOKS = 5_000;

/**
 * A page of the audit log, newest first. A page may hold fewer than `limit`, or none, although older pages
 * follow: see `walkAudit`. A range of time may move between the pages, as "the last day" does. Throws AppError
 * `invalid` or `conflict` for a bad cursor, as `readCursor` does.
 */
export async function listAudit(
  db: Db,
  request: PageRequest & AuditFilter,
  looks = LOOKS,
): Promise<AuditPage> {
  const { limit = DEFAULT_LIMIT, cursor, ...filter } = request;
  const { actorId, actorKind, action, targetId } = filter;
  const list = ["audit", actorId, actorKind, action, targetId];
  const above = readSeqCursor(db, list, cursor);
  const { found, next } = walkAudit(db, filter, above, { looks, limit: limit + 1 });
  const cursorOf = (seq: number) => cursorAt(db, list, [seq]);
  const page = toPage(found, limit, ({ seq }) => cursorOf(seq));
  if (found.length > limit || next === null) return { ...page, lookedBackTo: null };
  return { data: page.data, nextCursor: cursorOf(next), lookedBackTo: auditRow(db, next)?.at ?? null };
}

export type AuditActor = { id: string; name: string; kind: ActorKind };

/**
 * All users and API keys that ever did something, also deleted ones, each with its newest name. Skips along the
 * index from one id to the next: there are at most thousands, in a million rows.
 */
export const auditActors = (db: Db): AuditActor[] =>
  db.all<AuditActor>(sql`
    WITH RECURSIVE ids(id) AS (
      SELECT min(actor_id) FROM audit
      UNION ALL SELECT (SELECT min(actor_id) FROM audit WHERE actor_id > ids.id) FROM ids WHERE ids.id IS NOT NULL
    )
    SELECT id, actor_name AS name, actor_kind AS kind FROM ids
    JOIN audit ON seq = (SELECT max(seq) FROM audit WHERE actor_id = ids.id)
    WHERE id IS NOT NULL ORDER BY actor_name COLLATE NOCASE`);

export type AuditThing = { id: string; name: string };

/** How many of the newest rows are searched for a thing. */
const SEARCHED = 10_000;

/** Things that lately changed whose name contains the text, the last changed first; and the thing of exactly this id. */
export function auditThings(db: Db, text: string, limit: number): AuditThing[] {
  const found = db.all<AuditThing>(sql`
    SELECT target_id AS id, target_name AS name, max(seq) AS last FROM (
      SELECT seq, target_id, target_name FROM audit ORDER BY seq DESC LIMIT ${SEARCHED}
    )
    WHERE target_id <> '' AND instr(lower(target_name), lower(${text})) > 0
    GROUP BY target_id ORDER BY last DESC LIMIT ${limit}`);
  const exact = text === "" ? null : auditThing(db, text);
  const others = found.map(({ id, name }) => ({ id, name })).filter(({ id }) => id !== exact?.id);
  return exact === null ? others : [exact, ...others].slice(0, limit);
}

/** A thing by its id, with the name that it had last. */
export function auditThing(db: Db, id: string): AuditThing | null {
  const row = db
    .select({ name: audit.targetName })
    .from(audit)
    .where(eq(audit.targetId, id))
    .orderBy(desc(audit.seq))
    .limit(1)
    .get();
  return row === undefined ? null : { id, name: row.name ?? id };
}
