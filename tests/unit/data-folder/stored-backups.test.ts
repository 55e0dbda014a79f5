import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { backupFile } from "#lib/data-folder/backup/files.ts";
import { storedBackup, storedBackups } from "#lib/data-folder/stored-backups.ts";
import { temporaryFolder } from "../../support/folder.ts";

const at = (text: string) => Date.parse(text);

function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  onTestFinished(() => folder[Symbol.dispose]());
  for (const name of names) writeFileSync(join(folder.path, name), "12345");
  return folder.path;
}

test("lists an installation's own backups with time and size, the newest first", async () => {
  const folder = folderWith(
    "tocsin-2026-11-27T08-22-48-012Z.db",
    "tocsin-2026-11-28T08-22-48-012Z-1f0c9a3e.db",
    "before-migration-2026-11-29T08-22-48-012Z-1f0c9a3e.db",
    "tocsin-2026-11-29T08-22-48-012Z-othersid.db",
    ".tocsin-1f0c9a3e-123456789abc.partial",
    "tocsin-2026-11-29T08-22-48-012Z-1f0c9a3e.db.gz",
    "notes.txt",
    "tocsin-2026-13-45T08-22-48-012Z-1f0c9a3e.db",
  );
  expect(await storedBackups(folder, "1f0c9a3e")).toEqual([
    {
      name: "before-migration-2026-11-29T08-22-48-012Z-1f0c9a3e.db",
      kind: "before migration",
      at: at("2026-11-29T08:22:48.012Z"),
      bytes: 5,
    },
    {
      name: "tocsin-2026-11-28T08-22-48-012Z-1f0c9a3e.db",
      kind: "scheduled",
      at: at("2026-11-28T08:22:48.012Z"),
      bytes: 5,
    },
    {
      name: "tocsin-2026-11-27T08-22-48-012Z.db",
      kind: "scheduled",
      at: at("2026-11-27T08:22:48.012Z"),
      bytes: 5,
    },
  ]);
});

test("reads the time that a backup's name was made from", async () => {
  const folder = folderWith();
  const now = at("2026-01-02T03:04:05.067Z");
  const file = backupFile(folder, "scheduled", { tag: "1f0c9a3e", now });
  writeFileSync(file, "");
  expect((await storedBackups(folder, "1f0c9a3e"))[0]?.at).toBe(now);
});

test.each([
  "../secret.key",
  "tocsin.db",
  "tocsin-2026-11-28T08-22-48-012Z-1f0c9a3e.db/../../secret.key",
  "tocsin-2026-11-28T08-22-48-012Z-1f0c9a3e.db\n",
  "tocsin-2026-11-30T08-22-48-012Z-1f0c9a3e.db",
  "",
])("finds nothing by the name %j", async (name) => {
  const folder = folderWith("tocsin-2026-11-28T08-22-48-012Z-1f0c9a3e.db", "tocsin.db");
  expect(await storedBackup(folder, name, "1f0c9a3e")).toBeNull();
});

test("neither a link nor a folder is a backup, whatever its name", async () => {
  const folder = folderWith("secret.key");
  symlinkSync(join(folder, "secret.key"), join(folder, "tocsin-2026-11-28T08-22-48-012Z-1f0c9a3e.db"));
  mkdirSync(join(folder, "tocsin-2026-11-29T08-22-48-012Z-1f0c9a3e.db"));
  expect(await storedBackups(folder, "1f0c9a3e")).toEqual([]);
});
