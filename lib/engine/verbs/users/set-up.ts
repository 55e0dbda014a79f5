import { hasUsers } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { setUpSchema } from "#lib/domain/people/user.ts";
import type { Verb, VerbContext } from "#lib/engine/write/context.ts";
import { hashPassword } from "#lib/password.ts";
import { type CreatedUser, storeUser } from "./create.ts";

/**
 * Makes the first admin with the one-time token from the log; needs no other right. Checks for users inside
 * the transaction, so that the second of two simultaneous calls is refused. Throws AppError `forbidden` for a
 * wrong or used token, `invalid` with an issue per field.
 */
export const setUp: Verb<CreatedUser> = async (context, { actor, input }) => {
  const { token, ...person } = parseOrRefuse(setUpSchema, input);
  refuseWrongToken(context, token);
  const passwordHash = await hashPassword(person.password);
  return context.transact((tx) => {
    refuseWrongToken(context, token);
    if (hasUsers(tx.db))
      throw new AppError("forbidden", "This installation is already set up: sign in instead.");
    const user = storeUser(tx, actor, { ...person, role: "admin", passwordHash }, "users.set-up");
    tx.afterCommit(() => context.setUp.useUp());
    return user;
  });
};

function refuseWrongToken(context: VerbContext, token: string): void {
  if (context.setUp.matches(token)) return;
  throw new AppError(
    "forbidden",
    "This set-up link is no longer valid: use the newest link in the log, or restart Tocsin to get one.",
  );
}
