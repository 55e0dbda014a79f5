import { recordAudit } from "#db/queries/audit.ts";
import { updateUser } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { profileSchema } from "#lib/domain/people/profile-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount } from "./own-account.ts";

/** Sets the caller's own name and time zone. Throws AppError `invalid` with an issue per field. */
export const updateProfile: Verb<void> = async (context, { actor, input }) => {
  const before = ownAccount(context.db, actor);
  const profile = parseOrRefuse(profileSchema, input);
  await context.transact((tx) => {
    updateUser(tx.db, before.id, profile);
    recordAudit(tx, actor, {
      action: "profile.update",
      target: { id: before.id, name: before.email },
      details: profile,
    });
  });
};
