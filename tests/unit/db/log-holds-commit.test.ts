import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { logHoldsCommit } from "#db/log-holds-commit.ts";
import { temporaryFolder } from "../../support/folder.ts";

/** More than the one page that the connection keeps, so that it stands in the log before the commit. */
const INSERT = "INSERT INTO t SELECT zeroblob(100000)";

test("a log holds a commit as soon as one is made, but not while a transaction is open", () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "tocsin.db");
  const sqlite = new Database(file);
  sqlite.pragma("journal_mode = WAL");
  sqlite.pragma("cache_size = 1");
  sqlite.exec(`BEGIN; CREATE TABLE t (a); ${INSERT}`);
  expect(statSync(`${file}-wal`).size).toBeGreaterThan(50_000);
  expect(logHoldsCommit(`${file}-wal`)).toBe(false);
  sqlite.exec("COMMIT");
  expect(logHoldsCommit(`${file}-wal`)).toBe(true);
  sqlite.close();
});

test.each<[string, Buffer, boolean]>([
  ["nothing", Buffer.alloc(0), false],
  [
    "a header alone",
    Buffer.concat([Buffer.from("377f0682002de21800001000", "hex"), Buffer.alloc(20)]),
    false,
  ],
  ["what is no log", Buffer.from("committed pages"), true],
  ["zeros", Buffer.alloc(8_192), true],
])("%s", (_, bytes, holds) => {
  using folder = temporaryFolder();
  const file = join(folder.path, "tocsin.db-wal");
  writeFileSync(file, bytes);
  expect(logHoldsCommit(file)).toBe(holds);
});
