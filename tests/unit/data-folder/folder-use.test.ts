import { expect, test } from "vitest";
import { type FolderUse, signOfLoss } from "#lib/data-folder/folder-use.ts";

const UNUSED: FolderUse = { database: "missing", log: false, installed: false, backups: false };

test.each<[Partial<FolderUse>, string | null]>([
  [{}, null],
  [{ database: "empty" }, null],
  [{ database: "holds data", log: true, installed: true, backups: true }, null],
  [{ installed: true }, "the file installed shows that there was one"],
  [{ database: "empty", installed: true }, "the file installed shows that there was one"],
  [{ backups: true }, "there are backups"],
  [{ backups: true, installed: true }, "there are backups"],
  [{ log: true }, "SQLite's log tocsin.db-wal holds data"],
  [{ database: "empty", log: true }, "SQLite's log tocsin.db-wal holds data"],
])("%j: %s", (seen, sign) => {
  expect(signOfLoss({ ...UNUSED, ...seen })).toBe(sign);
});
