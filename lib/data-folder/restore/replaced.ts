import { existsSync } from "node:fs";
import { type Connection, closeWriter, isBusy, isFull, openWriter } from "#db/client.ts";
import { ANOTHER_RUNS } from "#db/lock.ts";
import { type EndedAccess, endedIn } from "#db/queries/ended-access.ts";
import { installationFact } from "#db/queries/installation.ts";
import { reasonOf } from "#db/storage-fault.ts";
import { claimDatabase } from "#lib/data-folder/claim.ts";
import { naming } from "#lib/data-folder/open.ts";

/** What the database knows that a backup replaces. */
export type Replaced = {
  /** The installation's id. */
  id: string | undefined;
  /** The keys that neither were revoked nor are off. */
  liveKeys: Set<string>;
  ended: EndedAccess;
};

/** What is known of the database that is replaced: null if there is none, or why it can't be read. */
export type FoundDatabase = Replaced | { unreadable: string } | null;

/**
 * Reads what the present database knows. What its log holds is then in the database file. Throws if another process
 * runs on it, whoever owns the lock file, or reads it for long.
 */
export async function readReplaced(databaseFile: string, lockInode: string): Promise<FoundDatabase> {
  if (!existsSync(databaseFile)) return null;
  try {
    return await readAndClose(openWriter(databaseFile, BUSY_MS), databaseFile, lockInode);
  } catch (error) {
    if (error instanceof InUse || (error instanceof Error && error.message === ANOTHER_RUNS)) throw error;
    if (isBusy(error) || isFull(error)) throw naming(databaseFile, error);
    // Empty, damaged, or something else: it is kept as it is.
    return { unreadable: reasonOf(error) };
  }
}

async function readAndClose(connection: Connection, databaseFile: string, lockInode: string) {
  let known: Replaced;
  try {
    const claim = await claimDatabase(connection, lockInode);
    known = knownTo(connection);
    claim.release();
  } catch (error) {
    connection.sqlite.close();
    throw error;
  }
  // Else what is kept would lack what the log holds.
  if (!closeWriter(connection)) throw new InUse(inUse(databaseFile));
  return known;
}

class InUse extends Error {}

const inUse = (databaseFile: string): string =>
  `The log of the database ${databaseFile} can't be copied into it: another process reads it, or the disk takes nothing. End that process, or make room, and try again. Nothing was changed.`;

/** How long to wait for a command that is writing, ms. */
const BUSY_MS = 10_000;

function knownTo({ db, sqlite }: Connection): Replaced {
  const ids = (query: string) => new Set(sqlite.prepare<[], string>(query).pluck().all());
  const off = hasColumn(sqlite, "api_keys", "off_since") ? "off_since IS NULL" : "1";
  return {
    id: installationFact(db, "id"),
    liveKeys: ids(`SELECT id FROM api_keys WHERE revoked_at IS NULL AND ${off}`),
    ended: endedIn(db),
  };
}

/** A database that an earlier version wrote lacks some. */
const hasColumn = (sqlite: Connection["sqlite"], table: string, column: string): boolean =>
  sqlite.prepare("SELECT 1 FROM pragma_table_info(?) WHERE name = ?").get(table, column) !== undefined;
