import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { ownAccount } from "#lib/engine/verbs/profile/own-account.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({ token: z.string() });

/**
 * Uses up the token of a download and records it, before its first byte leaves. Returns the backup's name and its
 * file. Scope `manage`. Throws AppError `not_found` if the token counts no longer, or the backup was removed.
 */
export const downloadBackup: Verb<{ name: string; file: string }> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = ownAccount(context.db, actor);
  const { token } = parseOrRefuse(inputSchema, input);
  const allowed = context.downloads.take(id, token, context.now());
  if (allowed === null) throw new AppError("not_found", OVER);
  const backup = await context.findBackup(allowed);
  if (backup === null)
    throw new AppError("not_found", "This backup was removed meanwhile: download another one.");
  const { name, file, bytes } = backup;
  await context.transact((tx) =>
    recordAudit(tx, actor, { action: "backups.download", details: { file: name, bytes } }),
  );
  return { name, file };
};

const OVER =
  "This download was begun already, or its 5 minutes are over: press Download on the System page again.";
