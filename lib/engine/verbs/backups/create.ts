import { recordAudit } from "#db/queries/audit.ts";
import type { Backup } from "#lib/domain/backup.ts";
import { AppError } from "#lib/domain/errors.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { makeAndNoteBackup } from "#lib/engine/write/make-backup.ts";

/**
 * Makes a backup in BACKUP_DIR now, or waits for the one that is being made. Scope `manage`. Throws AppError
 * `unavailable` with the reason if it fails.
 */
export const createBackup: Verb<Backup> = async (context, { actor }) => {
  authorise(actor, "manage");
  const backup = await makeAndNoteBackup(context, (tx, { at, bytes }) =>
    recordAudit(tx, actor, { action: "backups.create", details: { at: new Date(at).toISOString(), bytes } }),
  ).catch((error) => {
    throw new AppError("unavailable", error instanceof Error ? error.message : String(error));
  });
  if (backup === null) throw new AppError("unavailable", "Tocsin is stopping: the backup was dropped.");
  return backup;
};
