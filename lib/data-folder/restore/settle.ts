import { basename } from "node:path";
import type { Connection, Db } from "#db/client.ts";
import { turnOffKeys } from "#db/queries/api-keys.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { beginEpoch } from "#db/queries/counter-token.ts";
import { holdWaiting } from "#db/queries/held-deliveries.ts";
import { BACKUP_AT, forgetInstallationFact, installationFact } from "#db/queries/installation.ts";
import { endJobChannels } from "#db/queries/job-channels.ts";
import { runningJobs, storeJobEnd } from "#db/queries/jobs.ts";
import { setLastBackup } from "#db/queries/last-backup.ts";
import { listAdmins } from "#db/queries/user-views.ts";
import { accountLinks, sessions } from "#db/schema/index.ts";
import type { Backup } from "#lib/domain/backup.ts";
import { carryOver } from "./carry-over.ts";
import type { Replaced } from "./replaced.ts";

/** What a restore left for an admin to decide. */
export type Undecided = {
  /** Deliveries that are held. */
  held: number;
  /** API keys that are off. */
  keysOff: number;
  hasAdmin: boolean;
};

/**
 * Makes the copy of a backup fit to run: nobody is signed in, what was revoked since stays so, and nothing is
 * sent that may have been sent already. `replaced` is null if nobody knows what happened since.
 */
export function settleRestored(
  { db, sqlite }: Connection,
  { backup, replaced, now, withoutSecrets }: Settling,
): Undecided {
  const settle = sqlite.transaction(() => {
    const known = replaced !== null && replaced.id === installationFact(db, "id") ? replaced : null;
    endAccess(db);
    carryOver(db, known?.ended ?? null, now);
    // Of these, nobody knows whether they were revoked since.
    const keysOff = turnOffKeys(db, now, (id) => known?.liveKeys.has(id) ?? false);
    stopJobs(db, now);
    const held = holdWaiting(db);
    beginEpoch(db);
    forgetInstallationFact(db, BACKUP_AT);
    setLastBackup(db, backup);
    const times = { backup_at: new Date(backup.at).toISOString(), restored_at: new Date(now).toISOString() };
    const details = { ...times, file: basename(backup.file), held, keys_off: keysOff };
    recordAudit(
      { db, now },
      { kind: "cli" },
      {
        action: "backups.restore",
        details: { ...details, ...(withoutSecrets && { without_secrets: true }) },
      },
    );
    return { held, keysOff, hasAdmin: listAdmins(db).some(({ state }) => state === "active") };
  });
  return settle();
}

type Settling = { backup: Backup; replaced: Replaced | null; now: number; withoutSecrets: boolean };

/** A backup holds none of these; the database of a killed Tocsin does. */
function endAccess(db: Db): void {
  db.delete(sessions).run();
  db.delete(accountLinks).run();
}

/** A job that went on would send or change what it did after the backup already. */
function stopJobs(db: Db, now: number): void {
  for (const job of runningJobs(db)) {
    storeJobEnd(db, job.id, "stopped", now);
    endJobChannels(db, job.seq);
  }
}
