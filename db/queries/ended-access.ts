import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiKeys, audit, users } from "#db/schema/index.ts";
import { installationFact, setInstallationFact } from "./installation.ts";

/** The ids of what a restore must not bring back. */
export type EndedAccess = { deletedUsers: string[]; disabledUsers: string[]; revokedKeys: string[] };

/** A fact, because the audit log, which says so too, is pruned, and is left behind with a replaced database. */
const ENDED_ACCESS = "ended_access";

/** What is remembered: every user who was deleted, and whatever earlier restores carried over. */
function remembered(db: Db): EndedAccess {
  const none: EndedAccess = { deletedUsers: [], disabledUsers: [], revokedKeys: [] };
  const fact = installationFact(db, ENDED_ACCESS);
  return fact === undefined ? none : JSON.parse(fact);
}

export function rememberEnds(db: Db, ended: EndedAccess): void {
  setInstallationFact(db, ENDED_ACCESS, JSON.stringify(ended));
}

export function rememberDeletedUser(db: Db, id: string): void {
  const ended = remembered(db);
  rememberEnds(db, { ...ended, deletedUsers: either(ended.deletedUsers, [id]) });
}

/**
 * All that a database knows to have ended. Of users whom it has, their rows count, not what is remembered: they may
 * have been enabled again. One that an earlier version wrote knows of deletions by its audit log alone.
 */
export function endedIn(db: Db): EndedAccess {
  const { deletedUsers, disabledUsers, revokedKeys } = remembered(db);
  const enabled = new Set(ids(db.select({ id: users.id }).from(users).where(isNull(users.disabledAt)).all()));
  const disabled = db.select({ id: users.id }).from(users).where(isNotNull(users.disabledAt)).all();
  const revoked = db.select({ id: apiKeys.id }).from(apiKeys).where(isNotNull(apiKeys.revokedAt)).all();
  return {
    deletedUsers: either(deletedUsers, ids(deletedByAudit(db))),
    disabledUsers: either(disabledUsers, ids(disabled)).filter((id) => !enabled.has(id)),
    revokedKeys: either(revokedKeys, ids(revoked)),
  };
}

const deletedByAudit = (db: Db) =>
  db
    .select({ id: audit.targetId })
    .from(audit)
    .where(and(eq(audit.action, "users.delete"), isNotNull(audit.targetId)))
    .all();

/** What either of two databases knows. */
export const joined = (one: EndedAccess, other: EndedAccess): EndedAccess => ({
  deletedUsers: either(one.deletedUsers, other.deletedUsers),
  disabledUsers: either(one.disabledUsers, other.disabledUsers),
  revokedKeys: either(one.revokedKeys, other.revokedKeys),
});

const ids = (rows: readonly { id: string | null }[]): string[] => rows.flatMap(({ id }) => id ?? []);

const either = (one: readonly string[], other: readonly string[]): string[] => [
  ...new Set([...one, ...other]),
];
