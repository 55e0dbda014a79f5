import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Hold, holdDataFolder } from "#db/lock.ts";
import { installationFact } from "#db/queries/installation.ts";
import { newestMoment } from "#db/queries/newest-moment.ts";
import { holdForBackup } from "#lib/data-folder/backup/hold.ts";
import { INSTALLED } from "#lib/data-folder/folder-use.ts";
import { keepInstalled } from "#lib/data-folder/installed-file.ts";
import { makeDataFolder } from "#lib/data-folder/make.ts";
import type { Env } from "#lib/env.ts";
import { realFile } from "#lib/real-file.ts";
import { putInPlace } from "./put-in-place.ts";
import { readReplaced } from "./replaced.ts";
import { settleRestored, type Undecided } from "./settle.ts";
import { type GivenUp, type SecretsBy, settleSecrets } from "./settle-secrets.ts";
import { removeStaged, stage } from "./stage.ts";

export type RestoreOptions = Omit<SecretsBy, "keyFile">;

/** What a restore did. Times in ms since 1970. */
export type Restored = Undecided & {
  backupAt: number;
  /** When the newest event or change in it is from; null if it holds none. */
  newestAt: number | null;
  /** Where the database is that was replaced; null if there was none. */
  kept: string | null;
  /** Why the database that was replaced could not be read; null if it could, or there was none. */
  unreadable: string | null;
  lost: GivenUp | null;
  warnings: string[];
};

/**
 * Puts a backup in the place of the database, while no Tocsin runs. All is prepared on a copy, so that whatever
 * stops it leaves the installation as it was. Throws with a sentence for the operator.
 */
export async function restore(env: Env, file: string, options: RestoreOptions): Promise<Restored> {
  refuseUnreadable(file, env.databaseFile);
  const warnings = makeDataFolder(env.dataDir);
  const databaseFile = realFile(env.databaseFile);
  const hold = holdDataFolder(join(dirname(databaseFile), "engine.lock"));
  let noBackup: Hold | null = null;
  try {
    noBackup = holdForBackup(databaseFile);
    const restored = await restoreHolding({ env, databaseFile, hold }, resolve(file), options);
    return { ...restored, warnings: [...warnings, ...restored.warnings] };
  } finally {
    noBackup?.release();
    hold.release();
  }
}

function refuseUnreadable(file: string, databaseFile: string): void {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new Error(`There is no file ${file}. Nothing was changed.`);
  const present = statSync(databaseFile, { throwIfNoEntry: false });
  if (present !== undefined && present.ino === found.ino && present.dev === found.dev)
    throw new Error(`${file} is the database itself: name a backup. Nothing was changed.`);
}

type Place = { env: Env; databaseFile: string; hold: Hold };

async function restoreHolding({ env, databaseFile, hold }: Place, file: string, options: RestoreOptions) {
  const found = await readReplaced(databaseFile, hold.inode);
  const unreadable = found !== null && "unreadable" in found ? found.unreadable : null;
  const replaced = found === null || "unreadable" in found ? null : found;
  const copy = `${databaseFile}.restoring`;
  try {
    const { connection, at } = stage(file, copy);
    const now = Date.now();
    const { prepared, id } = closing(connection, () => {
      // Before the restore notes what it does.
      const newestAt = newestMoment(connection.db);
      const lost = settleSecrets(connection, { keyFile: env.secretKeyFile, ...options });
      const backup = { file, at, bytes: statSync(file).size };
      const undecided = settleRestored(connection, {
        backup,
        replaced,
        now,
        withoutSecrets: lost?.all === true,
      });
      return {
        prepared: { ...undecided, lost, backupAt: at, newestAt },
        id: installationFact(connection.db, "id"),
      };
    });
    const kept = putInPlace(copy, databaseFile, now);
    const warnings = id === undefined ? [] : keepInstalled(join(env.dataDir, INSTALLED), id);
    return { ...prepared, kept, unreadable, warnings };
  } finally {
    removeStaged(copy);
  }
}

function closing<T>({ sqlite }: { sqlite: { close(): unknown } }, use: () => T): T {
  try {
    return use();
  } finally {
    sqlite.close();
  }
}
