import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { insertUser, userByEmail } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { type NewUser, newUserSchema } from "#lib/domain/people/user.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { hashPassword } from "#lib/password.ts";

export type CreatedUser = { id: string; email: string };

/** Makes a user. Scope `manage`. Throws AppError `invalid` with an issue per field. */
export const createUser: Verb<CreatedUser> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const user = parseOrRefuse(newUserSchema, input);
  const passwordHash = await hashPassword(user.password);
  return context.transact((tx) => storeUser(tx, actor, { ...user, passwordHash }, "users.create"));
};

type StoredUser = Omit<NewUser, "password"> & { passwordHash: string | null };

/**
 * Stores a user in the open transaction, with an audit row for `action`. Throws AppError `invalid` at `email`
 * if it is taken, `conflict` at the limit.
 */
export function storeUser(
  tx: Tx,
  actor: Actor,
  user: StoredUser,
  action: "users.create" | "users.set-up",
): CreatedUser {
  const { id, email } = insertNewUser(tx, user);
  recordAudit(tx, actor, { action, target: { id, name: email }, details: { role: user.role } });
  return { id, email };
}

/** Like `storeUser`, without the audit row. */
export function insertNewUser(tx: Tx, { email, name, role, passwordHash }: StoredUser): CreatedUser {
  refuseTakenEmail(tx, email);
  refuseOneMore(tx, "users");
  const id = newId("usr");
  insertUser(tx.db, { id, email, name, role, passwordHash, createdAt: tx.now });
  return { id, email };
}

/** Throws AppError `invalid` at `email` if a user besides `ownId` has it, in whatever case. */
export function refuseTakenEmail({ db }: Pick<Tx, "db">, email: string, ownId?: string): void {
  const holder = userByEmail(db, email);
  if (holder === undefined || holder.id === ownId) return;
  const message = `There is already a user with the email ${email}.`;
  throw new AppError("invalid", message, [{ path: "email", message }]);
}
