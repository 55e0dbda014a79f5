import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openReader, openWriter } from "#db/client.ts";
import { temporaryFolder } from "../../support/folder.ts";

const MIB = 2 ** 20;

test("a log that grew while something read for long is cut once that has ended", () => {
  using folder = temporaryFolder();
  const file = join(folder.path, "tocsin.db");
  const { sqlite } = openWriter(file);
  sqlite.exec("CREATE TABLE pieces (bytes)");
  const add = sqlite.prepare("INSERT INTO pieces VALUES (zeroblob(?))");
  const logSize = () => statSync(`${file}-wal`).size;

  const reader = openReader(file).sqlite;
  reader.exec("BEGIN");
  reader.prepare("SELECT count(*) FROM pieces").get();
  for (let piece = 0; piece < 80; piece++) add.run(MIB);
  expect(logSize()).toBeGreaterThan(80 * MIB);

  reader.close();
  // One commit copies the log back, the next one begins it anew.
  for (let commit = 0; commit < 2; commit++) add.run(1);
  expect(logSize()).toBe(64 * MIB);
  sqlite.close();
});
