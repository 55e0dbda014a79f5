import { stat } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { continueAbandoned } from "#lib/data-folder/backup/hold.ts";
import { backUpIntoFolder } from "#lib/data-folder/backup/make.ts";
import { ANOTHER_BACKUP, type Backup, type FailedBackup } from "#lib/domain/backup.ts";
import type { Env } from "#lib/env.ts";
import type { Logger } from "#lib/log.ts";
import { Chore } from "./clock/chore.ts";

type Settings = Pick<Env, "databaseFile" | "secretKeyFile" | "backup">;

/** How long a stop waits for the process of a backup, ms. */
const STOP_MS = 3_000;
/** How often it looks for a backup of the command line that nobody would continue, ms. */
const LOOK_MS = 60_000;

/** Makes backups in BACKUP_DIR, one at a time. */
export class Backups {
  readonly #settings: Settings;
  readonly #log: Pick<Logger, "warn" | "error">;
  readonly #continuing: Chore;
  readonly #stop = new AbortController();
  #running: Promise<Backup | null> | null = null;
  #failed: FailedBackup | null = null;
  /** The backup that is being made: since when (ms), and the file that it grows in. */
  #begun: { startedAt: number; temporary: string | null } | null = null;

  constructor(settings: Settings, log: Pick<Logger, "warn" | "error">) {
    this.#settings = settings;
    this.#log = log;
    const step = async () => {
      continueAbandoned(settings.databaseFile);
      return false;
    };
    this.#continuing = new Chore({ name: "continuing backups", everyMs: LOOK_MS, step }, log);
  }

  /** From now on it continues, once a minute, a backup that rests since all its keepers were killed. */
  begin(): void {
    this.#continuing.start();
  }

  /**
   * Makes a backup, or waits for the one that is being made. Then the oldest go, beyond those to keep. Resolves
   * with null if a stop dropped it. Throws with a sentence for the operator.
   */
  make(): Promise<Backup | null> {
    this.#running ??= this.#make().finally(() => {
      this.#running = null;
      this.#begun = null;
    });
    return this.#running;
  }

  /**
   * The last one that failed since the start. The database forgets a failure where none is made by the clock, as
   * no later one would end it.
   */
  get failed(): FailedBackup | null {
    return this.#failed;
  }

  /** When the backup was begun that is being made, ms since 1970; null if none is. */
  get startedAt(): number | null {
    return this.#begun?.startedAt ?? null;
  }

  /** How many bytes of it are copied. */
  async copied(): Promise<number> {
    const file = this.#begun?.temporary ?? null;
    const stats = file === null ? null : await stat(file).catch(() => null);
    return stats?.size ?? 0;
  }

  /**
   * Drops a backup that is being made. Resolves once its process has let go of the database, after 3 s at most: one
   * whose folder does not answer can't even be killed.
   */
  async stop(): Promise<void> {
    this.#continuing.stop();
    this.#stop.abort();
    await Promise.race([this.#running?.catch(() => {}), pause(STOP_MS, undefined, { ref: false })]);
  }

  async #make(): Promise<Backup | null> {
    const { signal } = this.#stop;
    if (signal.aborted) return null;
    const begun = { startedAt: Date.now(), temporary: null as string | null };
    this.#begun = begun;
    const onBegin = (temporary: string) => {
      begun.temporary = temporary;
    };
    try {
      const { backup, warnings } = await backUpIntoFolder(this.#settings, { signal, onBegin });
      for (const warning of warnings) this.#log.warn(warning);
      return backup;
    } catch (error) {
      if (signal.aborted) return null;
      const why = error instanceof Error ? error.message : String(error);
      if (why !== ANOTHER_BACKUP) this.#failed = { at: Date.now(), why };
      throw error;
    }
  }
}
