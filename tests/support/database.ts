import { join } from "node:path";
import Database from "better-sqlite3";
import { type Numbered, numberedId } from "#lib/domain/numbered-id.ts";

/** The tables that a post can leave rows in. */
const TABLES = ["events", "alerts", "deliveries", "not_sent", "idempotency_keys"] as const;

export type Stored = Record<(typeof TABLES)[number], number>;

/** How many rows each table of a data folder has, even while the app runs on it. */
export function stored(dataDir: string): Stored {
  return inDatabase(dataDir, (sqlite) => {
    const count = (table: string) => sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    return Object.fromEntries(TABLES.map((table) => [table, count(table)])) as Stored;
  });
}

/** Opens a data folder's database directly, without the app. */
export function inDatabase<T>(dataDir: string, use: (sqlite: Database.Database) => T): T {
  const sqlite = new Database(join(dataDir, "tocsin.db"), { fileMustExist: true });
  try {
    return use(sqlite);
  } finally {
    sqlite.close();
  }
}

type IdRow = { seq: number; boot: string | null; id: string | null };

/** The `seq` of each stored event or delivery, by its id. */
export function seqsById(sqlite: Database.Database, kind: Numbered, where = "1"): Map<string, number> {
  const rows = sqlite
    .prepare<[], IdRow>(
      `SELECT seq, boots.value AS boot, id FROM ${kind === "evt" ? "events" : "deliveries"}
         LEFT JOIN boots ON boots.number = boot
       WHERE ${where} ORDER BY seq`,
    )
    .all();
  return new Map(rows.map(({ seq, boot, id }) => [id ?? numberedId(kind, seq, String(boot)), seq]));
}

/** The id of a user, an API key and a row of the audit log, by the folder of its page. */
export function idsOfPeople(dataDir: string): Record<"users" | "api-keys" | "audit-log", string> {
  return inDatabase(dataDir, (sqlite) => {
    const newest = (column: string, table: string) =>
      String(sqlite.prepare(`SELECT ${column} FROM ${table} ORDER BY rowid DESC LIMIT 1`).pluck().get());
    return {
      users: newest("id", "users"),
      "api-keys": newest("id", "api_keys"),
      "audit-log": newest("seq", "audit"),
    };
  });
}
