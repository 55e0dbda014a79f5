import { setFailedBackup, setLastBackup } from "#db/queries/last-backup.ts";
import { ANOTHER_BACKUP, type Backup } from "#lib/domain/backup.ts";
import type { Tx, VerbContext } from "./context.ts";

type Context = Pick<VerbContext, "makeBackup" | "transact" | "now">;

/**
 * Makes a backup and remembers what became of it, in the transaction that also does `also`. Resolves with null if
 * a stop dropped it. Throws with a sentence for the operator.
 */
export async function makeAndNoteBackup(
  { makeBackup, transact, now }: Context,
  also: (tx: Tx, backup: Backup) => void = () => {},
): Promise<Backup | null> {
  const backup = await makeBackup().catch(async (error) => {
    const why = error instanceof Error ? error.message : String(error);
    if (why !== ANOTHER_BACKUP) await transact((tx) => setFailedBackup(tx.db, { at: now(), why }));
    throw error;
  });
  if (backup === null) return null;
  await transact((tx) => {
    setLastBackup(tx.db, backup);
    also(tx, backup);
  });
  return backup;
}
