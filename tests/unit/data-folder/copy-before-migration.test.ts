import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDataFolder } from "#lib/data-folder/open.ts";
import { Backups } from "#lib/engine/backups.ts";
import { readEnv } from "#lib/env.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { copyOfFolder } from "../../support/former-folders.ts";

function aFile(folder: Folder): string {
  const file = join(folder.path, "no-folder");
  writeFileSync(file, "");
  return file;
}

const places: [string, (folder: Folder) => string][] = [
  ["a file", aFile],
  ["below a file", (folder) => join(aFile(folder), "backups")],
  ["where the system takes no folders", () => "/proc/tocsin/backups"],
];

test.each(places)("a BACKUP_DIR that is %s is named, and a migration may do without the copy", (_, place) => {
  using folder = copyOfFolder("first-version");
  using elsewhere = temporaryFolder();
  const settings = { DATA_DIR: folder.path, BACKUP_DIR: place(elsewhere) };
  const env = readEnv(settings);
  const before = readFileSync(env.databaseFile);
  expect(() => openDataFolder(env)).toThrow(
    /a copy of it comes first\. The folder for backups .+ \(BACKUP_DIR\) can't be made: .+MIGRATE_WITHOUT_BACKUP=on\)\. Nothing was changed\.$/,
  );
  expect(readFileSync(env.databaseFile).equals(before)).toBe(true);
  const { connection, warnings } = openDataFolder(readEnv({ ...settings, MIGRATE_WITHOUT_BACKUP: "on" }));
  connection.sqlite.close();
  expect(warnings).toContainEqual(expect.stringMatching(/^The database was migrated without a copy\. /));
});

test.each(places)("a backup to a BACKUP_DIR that is %s fails, and says why", async (_, place) => {
  using folder = temporaryFolder();
  const env = readEnv({ DATA_DIR: join(folder.path, "data"), BACKUP_DIR: place(folder) });
  openDataFolder(env).connection.sqlite.close();
  await expect(new Backups(env, { warn: () => {}, error: () => {} }).make()).rejects.toThrow(
    /\(BACKUP_DIR\) can't be made: /,
  );
});
