import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createApiKey } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { followed } from "../../support/own-states.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { enlarge } from "./large.ts";

const fact = (dataDir: string, name: string): unknown =>
  inDatabase(dataDir, (sqlite) =>
    sqlite.prepare("SELECT value FROM installation WHERE name = ?").pluck().get(name),
  );

/** As if the last good backup, or the first start, were long ago. */
function makeDue(dataDir: string): void {
  inDatabase(dataDir, (sqlite) =>
    sqlite.exec("INSERT OR REPLACE INTO installation VALUES ('backups_counted_from', '1')"),
  );
}

const backupsIn = (folder: string) =>
  readdirSync(folder).filter((name) => /^tocsin-\d{4}-.+Z(-[0-9a-f]{8})?\.db$/.test(name));

test("one is made when it is due, and the oldest go; others stay", async () => {
  using folder = temporaryFolder();
  const [dataDir, backups] = [join(folder.path, "data"), join(folder.path, "backups")];
  createApiKey(dataDir);
  makeDue(dataDir);
  mkdirSync(backups);
  const old = ["01", "02", "03"].map((day) => `tocsin-2026-01-${day}T00-00-00-000Z.db`);
  const others = ["before-migration-2026-01-01T00-00-00-000Z.db", "tocsin-mine.db"];
  for (const name of [...old, ...others]) writeFileSync(join(backups, name), "");
  const env = { BACKUP_DIR: backups, BACKUP_EVERY: "10m", BACKUP_KEEP: "2" };
  await using tocsin = await startTocsin({ dataDir, env });
  const { file } = await tocsin.waitForLog(({ msg }) => msg === "a backup was made");
  expect(backupsIn(backups)).toEqual([old[2], String(file).split("/").at(-1)]);
  expect(statSync(String(file)).mode & 0o777).toBe(0o600);
  expect(readdirSync(backups)).toEqual(expect.arrayContaining(others));
  await until("the note", async () => fact(dataDir, "last_backup") !== undefined);
});

test("a failure is an own alert, never a 503; the next good one ends it", async () => {
  using folder = temporaryFolder();
  const [dataDir, backups] = [join(folder.path, "data"), join(folder.path, "backups")];
  createApiKey(dataDir);
  makeDue(dataDir);
  writeFileSync(backups, "no folder");
  await using tocsin = await startTocsin({ dataDir, env: { BACKUP_DIR: backups } });
  await followed(dataDir, "backup-failing", "backups", 1);
  expect(String(fact(dataDir, "failed_backup"))).toContain(backups);
  expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
  rmSync(backups);
  // As if ten minutes had passed.
  inDatabase(dataDir, (sqlite) =>
    sqlite.exec(`UPDATE installation SET value = json_set(value, '$.at', 1) WHERE name = 'failed_backup'`),
  );
  await until("the end of it", async () => fact(dataDir, "failed_backup") === undefined);
  expect(backupsIn(backups)).toHaveLength(1);
});

test("a stop drops one that is being made, and the database stands alone", async () => {
  using folder = temporaryFolder();
  const [dataDir, backups] = [join(folder.path, "data"), join(folder.path, "backups")];
  createApiKey(dataDir);
  makeDue(dataDir);
  enlarge(dataDir, 128);
  await using tocsin = await startTocsin({ dataDir, env: { BACKUP_DIR: backups } });
  await until(
    "the backup to be under way",
    async () =>
      readdirSync(folder.path).includes("backups") &&
      readdirSync(backups).some((name) => name.endsWith(".partial")),
  );
  expect(await tocsin.stop()).toBe(0);
  expect(readdirSync(backups)).toEqual([]);
  expect(readdirSync(dataDir).filter((name) => /-(wal|shm)$/.test(name))).toEqual([]);
  expect(fact(dataDir, "failed_backup")).toBeUndefined();
});
