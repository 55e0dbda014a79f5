import { z } from "zod";
import { hasSecondFactor } from "#db/queries/second-factors.ts";
import type { UserRow } from "#db/queries/users.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { codeText, presentPasswordSchema } from "#lib/domain/people/profile-schema.ts";
import {
  ownAccount,
  refuseChangedPassword,
  refuseWrongPassword,
} from "#lib/engine/verbs/profile/own-account.ts";
import { spendCode } from "#lib/engine/verbs/users/spend-code.ts";
import type { Verb, VerbContext } from "#lib/engine/write/context.ts";

const inputSchema = z
  .strictObject({
    /** The backup's name in BACKUP_DIR. */
    name: z.string(),
    /** Of a user without a second factor. */
    present: presentPasswordSchema.shape.present.optional(),
    /** Of a user who has a second factor. */
    code: codeText.optional(),
  })
  // Wrong ones are limited by their kind, so a password must not come as a code.
  .refine(({ present, code }) => present === undefined || code === undefined, {
    error: "Give the present password or a code, not both.",
  });

type Proof = Omit<z.output<typeof inputSchema>, "name">;

/**
 * Lets the caller download a backup once, within 5 minutes, with the token that it returns: a session that was
 * left open is not enough for all data. Scope `manage`, for users only. Throws AppError `unauthenticated` for a
 * wrong code or password, `forbidden` if the user has neither, `not_found`. `backups.download` is recorded.
 */
export const allowDownload: Verb<{ token: string }> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const account = ownAccount(context.db, actor);
  const { name, ...proof } = parseOrRefuse(inputSchema, input);
  if ((await context.findBackup(name)) === null)
    throw new AppError("not_found", "This backup is no longer in the folder: choose another one.");
  await refuseUnproven(context, account, proof);
  return { token: context.downloads.allow(account.id, name, context.now()) };
};

async function refuseUnproven(
  context: VerbContext,
  account: UserRow,
  { code, present }: Proof,
): Promise<void> {
  const { id, passwordHash } = account;
  if (hasSecondFactor(context.db, id)) {
    if (code === undefined) throw missing("code", "Type the code that your app shows now.");
    await context.transact((tx) => spendCode(context, tx, { userId: id, code }));
    return;
  }
  if (passwordHash === null) throw new AppError("forbidden", NEITHER);
  if (present === undefined) throw missing("present", "Type your present password.");
  await refuseWrongPassword({ ...account, passwordHash }, present);
  refuseChangedPassword(context.db, { ...account, passwordHash });
}

const NEITHER =
  "You have neither a password nor a second factor here that could be asked for again: make the copy on the server with the command backup FILE.";

const missing = (path: string, message: string) => new AppError("invalid", message, [{ path, message }]);
