import type { Db } from "#db/client.ts";
import { accountById, type UserRow } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { verifyPassword } from "#lib/password.ts";

type OwnAccount = UserRow & { passwordHash: string };

/**
 * The account of the user who asks: everybody may change their own. Throws AppError `forbidden` for anybody
 * but a user.
 */
export function ownAccount(db: Db, actor: Actor): UserRow {
  const account = actor.kind === "user" ? accountById(db, actor.id) : undefined;
  if (account !== undefined) return account;
  throw new AppError("forbidden", "Only a signed-in user has a profile: sign in first.");
}

/** Throws AppError `conflict` if the user has no password. */
export function withPassword(account: UserRow): OwnAccount {
  const { passwordHash } = account;
  if (passwordHash !== null) return { ...account, passwordHash };
  throw new AppError("conflict", "Your account has no password: ask an admin for a link to choose one.");
}

/**
 * Call this in the transaction that follows a check of the present password. Throws AppError `conflict` if the
 * password has changed since, because whoever was checked may not be its user any more.
 */
export function refuseChangedPassword(db: Db, { id, passwordHash }: OwnAccount): void {
  if (accountById(db, id)?.passwordHash === passwordHash) return;
  throw new AppError("conflict", "Your password was changed in the meantime: sign in again.");
}

/** Throws AppError `unauthenticated`, at the field `present`, unless this is the user's present password. */
export async function refuseWrongPassword({ passwordHash }: OwnAccount, present: string): Promise<void> {
  if (await verifyPassword(passwordHash, present)) return;
  const message = "This is not your present password: try again.";
  throw new AppError("unauthenticated", message, [{ path: "present", message }]);
}
