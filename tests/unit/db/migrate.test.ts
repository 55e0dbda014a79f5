import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openWriter } from "#db/client.ts";
import { migrate, refuseNewerSchema } from "#db/migrate.ts";
import { openDataFolder } from "#lib/data-folder/open.ts";
import { readEnv } from "#lib/env.ts";
import { temporaryFolder } from "../../support/folder.ts";

const nextYear = Date.UTC(new Date().getUTCFullYear() + 1, 0);

/** Makes a database as a Tocsin of next year would leave it; not closed, its newest rows stand in the WAL. */
function writeNewerDatabase(folder: string): { close(): void } {
  const { sqlite, db } = openWriter(join(folder, "tocsin.db"));
  migrate({ sqlite, db });
  sqlite.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', ${nextYear})`);
  return { close: () => sqlite.close() };
}

/** The database's own files: what SQLite keeps beside them in shared memory is rebuilt at any time. */
const databaseFiles = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name === "tocsin.db" || name === "tocsin.db-wal")
      .map((name) => [name, readFileSync(join(folder, name), "latin1")]),
  );

test("a missing database is neither refused nor made", () => {
  using folder = temporaryFolder();
  refuseNewerSchema(join(folder.path, "tocsin.db"));
  expect(readdirSync(folder.path)).toEqual([]);
});

test("a database of this version is not refused, and migrating it again changes nothing", () => {
  using folder = temporaryFolder();
  const connection = openWriter(join(folder.path, "tocsin.db"));
  migrate(connection);
  const schema = () => connection.sqlite.prepare("SELECT sql FROM sqlite_master").all();
  const before = schema();
  refuseNewerSchema(join(folder.path, "tocsin.db"));
  migrate(connection);
  expect(schema()).toEqual(before);
  connection.sqlite.close();
});

test("a migration on a full disk says so, and leaves nothing behind", () => {
  using folder = temporaryFolder();
  const connection = openWriter(join(folder.path, "tocsin.db"));
  // SQLite ends the transaction itself then, as on a disk without room.
  connection.sqlite.pragma("max_page_count = 8");
  expect(() => migrate(connection)).toThrow(expect.objectContaining({ code: "SQLITE_FULL" }));
  expect(connection.sqlite.prepare("SELECT name FROM sqlite_master").all()).toEqual([]);
  connection.sqlite.pragma("max_page_count = 100000");
  migrate(connection);
  expect(connection.sqlite.prepare("SELECT count(*) FROM rules").pluck().get()).toBe(0);
  connection.sqlite.close();
});

describe("a database of a newer schema", () => {
  const refusal =
    /^The database at .+tocsin\.db was written by a newer Tocsin\. .+ the file was left untouched\.$/;

  test("is refused and stays as it is, to the byte", () => {
    using folder = temporaryFolder();
    writeNewerDatabase(folder.path).close();
    const before = databaseFiles(folder.path);
    expect(() => refuseNewerSchema(join(folder.path, "tocsin.db"))).toThrow(refusal);
    expect(databaseFiles(folder.path)["tocsin.db"]).toBe(before["tocsin.db"]);
  });

  test("is refused too if a kill left its newest rows in the WAL, which stays as it is", () => {
    using folder = temporaryFolder();
    using copy = temporaryFolder();
    const newer = writeNewerDatabase(folder.path);
    for (const name of ["tocsin.db", "tocsin.db-wal"]) cpSync(join(folder.path, name), join(copy.path, name));
    newer.close();
    const before = databaseFiles(copy.path);
    expect(Object.keys(before)).toEqual(["tocsin.db", "tocsin.db-wal"]);
    expect(() => refuseNewerSchema(join(copy.path, "tocsin.db"))).toThrow(refusal);
    expect(databaseFiles(copy.path)).toEqual(before);
  });

  test("gets no key file either", () => {
    using folder = temporaryFolder();
    writeNewerDatabase(folder.path).close();
    expect(() => openDataFolder(readEnv({ DATA_DIR: folder.path }))).toThrow(refusal);
    expect(readdirSync(folder.path)).not.toContain("secret.key");
  });
});
