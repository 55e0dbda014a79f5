import { backUpIntoFolder } from "#lib/data-folder/back-up-into-folder.ts";
import type { Backup } from "#lib/domain/backup.ts";
import type { Env } from "#lib/env.ts";
import type { Logger } from "#lib/log.ts";

type Settings = Pick<Env, "databaseFile" | "secretKeyFile" | "backup">;

/** Makes backups in BACKUP_DIR, one at a time. */
export class Backups {
  readonly #settings: Settings;
  readonly #log: Pick<Logger, "warn">;
  readonly #stop = new AbortController();
  #running: Promise<Backup | null> | null = null;

  constructor(settings: Settings, log: Pick<Logger, "warn">) {
    this.#settings = settings;
    this.#log = log;
  }

  /**
   * Makes a backup, or waits for the one that is being made. Then the oldest go, beyond those to keep. Resolves
   * with null if a stop dropped it. Throws with a sentence for the operator.
   */
  make(): Promise<Backup | null> {
    this.#running ??= this.#make().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Drops a backup that is being made. Resolves once its process has let go of the database. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running?.catch(() => {});
  }

  async #make(): Promise<Backup | null> {
    const { signal } = this.#stop;
    if (signal.aborted) return null;
    try {
      const { backup, warnings } = await backUpIntoFolder(this.#settings, { signal });
      for (const warning of warnings) this.#log.warn(warning);
      return backup;
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }
}
