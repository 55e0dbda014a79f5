import { z } from "zod";
import { accountById, type UserRow, userByEmail } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** The user's id or, for the command line, their email. */
export const whoSchema = z.strictObject({ id: z.string() });

/** What a verb that changed a user answers. */
export type ChangedUser = { id: string; name: string; email: string };

export const changed = ({ id, name, email }: UserRow): ChangedUser => ({ id, name, email });

/** What the audit log calls a user. */
export const targetOf = ({ id, email }: UserRow): { id: string; name: string } => ({ id, name: email });

/** The user with this id or email. Throws AppError `not_found`. */
export function knownUser({ db }: Pick<Tx, "db">, idOrEmail: string): UserRow {
  const user = accountById(db, idOrEmail) ?? userByEmail(db, idOrEmail.trim());
  if (user !== undefined) return user;
  throw new AppError(
    "not_found",
    idOrEmail.startsWith("usr_")
      ? "This user no longer exists: somebody deleted them."
      : `There is no user with the email ${idOrEmail}.`,
  );
}
