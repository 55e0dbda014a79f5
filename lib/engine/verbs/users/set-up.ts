import { hasUsers } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { setUpSchema } from "#lib/domain/people/user.ts";
import type { Verb, VerbContext } from "#lib/engine/write/context.ts";
import { hashPassword } from "#lib/password.ts";
import { type CreatedUser, storeUser } from "./create.ts";

/**
 * Makes the first admin by the one-time token of the log. Needs no right but the token. Of two at the
 * same time the second finds the first's user inside its transaction. Throws AppError `forbidden` for a
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
    "This set-up link is not valid any more: use the newest one of the log, or restart Tocsin to get one.",
  );
}
