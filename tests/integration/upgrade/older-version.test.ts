import { createHash } from "node:crypto";
import { copyFileSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin } from "../../support/server.ts";
import { copyOfVersion, keptVersions } from "../../version-folder/facts.ts";

const [version = ""] = keptVersions();

/** As a Tocsin of next year leaves the folder. */
function upgrade(dataDir: string): void {
  const nextYear = Date.UTC(new Date().getUTCFullYear() + 1, 0);
  inDatabase(dataDir, (sqlite) =>
    sqlite.exec(`INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('newer', ${nextYear});
      CREATE TABLE news (text TEXT NOT NULL);
      INSERT OR REPLACE INTO installation (name, value) VALUES ('version', '9.8.7')`),
  );
}

/** What any reader of the database leaves: the locks that show who uses it, SQLite's shared memory, an empty log. */
const isOfReaders = (file: string): boolean =>
  /\.lock$|-shm$/.test(file) || (file.endsWith("-wal") && statSync(file).size === 0);

/** Every other file with its content, mode and time. */
const everything = (folder: string) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((file) => !isOfReaders(file))
    .map((file) => {
      const { mode, mtimeMs, ino } = statSync(file);
      const hash = createHash("sha256").update(readFileSync(file));
      return { file, mode, mtimeMs, ino, hash: hash.digest("hex") };
    });

test("an older version refuses a newer one's folder by name, and leaves every byte as it is", async () => {
  using folder = copyOfVersion(version);
  using elsewhere = temporaryFolder();
  upgrade(folder.path);
  const before = everything(folder.path);
  const refusal = /was written by a newer Tocsin \(9\.8\.7\)\. Start that version, .+ left untouched\.\n$/;
  expect(await refusedStart(folder.path)).toMatchObject({ code: 1, stderr: expect.stringMatching(refusal) });
  const commands = [
    ["api-key", "list"],
    ["api-key", "create", "--name", "A", "--scopes", "read"],
    ["user", "list"],
    ["key", "rotate"],
    ["backup", join(elsewhere.path, "one.db")],
  ];
  for (const command of commands)
    expect(await cli(command, { dataDir: folder.path }), command.join(" ")).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(refusal),
    });
  expect(everything(folder.path)).toEqual(before);
  expect(readdirSync(elsewhere.path)).toEqual([]);
});

test("the way back is the copy of before the upgrade: the newer database stays beside it", async () => {
  using folder = copyOfVersion(version);
  using elsewhere = temporaryFolder();
  const copy = join(elsewhere.path, "before-migration.db");
  copyFileSync(join(folder.path, "tocsin.db"), copy);
  upgrade(folder.path);
  const newer = join(elsewhere.path, "newer.db");
  copyFileSync(join(folder.path, "tocsin.db"), newer);
  expect(await cli(["restore", newer], { dataDir: folder.path })).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/was made by a newer Tocsin \(9\.8\.7\): restore it with that version\./),
  });
  expect(await cli(["restore", copy], { dataDir: folder.path })).toMatchObject({ code: 0, stderr: "" });
  const kept = readdirSync(folder.path).filter((name) => name.startsWith("tocsin.db.replaced-"));
  expect(kept).toHaveLength(1);
  await using tocsin = await startTocsin({ dataDir: folder.path });
  expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
});
