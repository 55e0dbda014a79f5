import type { Db } from "#db/client.ts";
import { markApiKeyRevoked } from "#db/queries/api-keys.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { type EndedAccess, endedIn, joined, rememberEnds } from "#db/queries/ended-access.ts";
import { accountById, deleteUser, updateUser } from "#db/queries/users.ts";
import type { AuditAction } from "#lib/domain/people/audit.ts";

/**
 * Ends in the copy every access that ended since the backup, as `known` to the replaced database, with a row of the
 * audit log each. Remembers it for the restores that follow: the database that knew it is gone then.
 */
export function carryOver(db: Db, known: EndedAccess | null, now: number): void {
  const own = endedIn(db);
  const ended = known === null ? own : joined(own, known);
  for (const id of ended.revokedKeys) {
    const key = markApiKeyRevoked(db, id, now);
    if (key !== undefined) note(db, "api-keys.revoke", { target: key, now });
  }
  for (const id of ended.disabledUsers) disable(db, id, now);
  for (const id of ended.deletedUsers) remove(db, id, now);
  rememberEnds(db, ended);
}

function disable(db: Db, id: string, now: number): void {
  const user = accountById(db, id);
  if (user === undefined || user.disabledAt !== null) return;
  updateUser(db, id, { disabledAt: now, oidcAllowedAt: null });
  note(db, "users.disable", { target: { id, name: user.email }, now });
}

function remove(db: Db, id: string, now: number): void {
  const user = accountById(db, id);
  if (user === undefined) return;
  deleteUser(db, id);
  note(db, "users.delete", { target: { id, name: user.email }, now });
}

type Noted = { target: { id: string; name: string }; now: number };

function note(db: Db, action: AuditAction, { target, now }: Noted): void {
  recordAudit({ db, now }, { kind: "cli" }, { action, target });
}
