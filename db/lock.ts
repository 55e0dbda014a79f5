import Database from "better-sqlite3";

/**
 * Takes the data folder for this process until it ends, however it ends: the operating system drops
 * SQLite's file lock with the process, so nothing is left behind by a kill. Throws where another holds it.
 */
export function holdDataFolder(lockFile: string): { release(): void } {
  const sqlite = new Database(lockFile, { timeout: 0 });
  try {
    sqlite.pragma("journal_mode = DELETE");
    sqlite.exec("BEGIN EXCLUSIVE");
  } catch {
    sqlite.close();
    throw new Error(
      "Another Tocsin already runs on this data folder: stop it first, or give this one its own DATA_DIR.",
    );
  }
  return { release: () => sqlite.close() };
}
