import { once } from "node:events";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { TOCSIN_VERSION } from "#lib/tocsin-version.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { copyOfFolder } from "../../support/former-folders.ts";
import { freePort } from "../../support/free-port.ts";
import { buildFolder, startNode } from "../../support/process.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { enlarge } from "../backup/large.ts";
import { smallDisk } from "../faults/disks.ts";

const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../../db/migrations", import.meta.url));
const MIGRATIONS = "SELECT count(*) FROM __drizzle_migrations";

function inFile(file: string, query: string): unknown {
  const sqlite = new Database(file, { readonly: true });
  try {
    return sqlite.prepare(query).pluck().get();
  } finally {
    sqlite.close();
  }
}

const migrations = (dataDir: string) =>
  inDatabase(dataDir, (sqlite) => sqlite.prepare(MIGRATIONS).pluck().get());

test("the database is copied before it is migrated; the last two copies stay, and the start says where", async () => {
  using folder = copyOfFolder("first-version");
  const before = migrations(folder.path);
  const backups = join(folder.path, "backups");
  mkdirSync(backups);
  const old = ["2026-01-01", "2026-01-02"].map((day) => `before-migration-${day}T00-00-00-000Z.db`);
  for (const name of [...old, "tocsin-2026-01-01T00-00-00-000Z.db", "mine.db"])
    writeFileSync(join(backups, name), "");
  await using tocsin = await startTocsin({ dataDir: folder.path });
  const [, made = "", ...others] = readdirSync(backups);
  expect([made, ...others]).toEqual([
    expect.stringMatching(/^before-migration-\d{4}-.+Z-[0-9a-z]+\.db$/),
    "mine.db",
    "tocsin-2026-01-01T00-00-00-000Z.db",
  ]);
  const copy = join(backups, made);
  expect(statSync(copy).mode & 0o777).toBe(0o600);
  expect([inFile(copy, MIGRATIONS), inFile(copy, "PRAGMA integrity_check")]).toEqual([before, "ok"]);
  expect(migrations(folder.path)).toBeGreaterThan(Number(before));
  expect(tocsin.logs()).toContainEqual(
    expect.objectContaining({
      from: "before 1.0.0",
      to: TOCSIN_VERSION,
      copy,
      msg: "the database was migrated; a copy was made first",
    }),
  );
  await tocsin.stop();
  expect(await cli(["restore", copy], { dataDir: folder.path })).toMatchObject({ code: 0 });
});

describe("without room for the copy", () => {
  test("the start is refused with both numbers and nothing is changed, unless it may migrate without", async () => {
    using folder = copyOfFolder("first-version");
    using disk = smallDisk();
    mkdirSync(disk.dataDir);
    disk.fill();
    const before = readFileSync(join(folder.path, "tocsin.db"));
    const env = { BACKUP_DIR: disk.dataDir };
    expect(await refusedStart(folder.path, env)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /a copy of it comes first\. .+ It needs \d+\.\d [KM]iB, and 0\.0 KiB is free\. .+ BACKUP_DIR .+MIGRATE_WITHOUT_BACKUP=on\)\. Nothing was changed\./,
      ),
    });
    expect(readFileSync(join(folder.path, "tocsin.db")).equals(before)).toBe(true);
    await using tocsin = await startTocsin({
      dataDir: folder.path,
      env: { ...env, MIGRATE_WITHOUT_BACKUP: "on" },
    });
    expect(tocsin.logs().map(({ msg }) => msg)).toContainEqual(
      expect.stringMatching(/^The database was migrated without a copy\. /),
    );
  });
});

/** Starts a server on a folder of the first version that takes a while to copy. */
function beginMigration(dataDir: string, port: number) {
  const env = { PORT: String(port), HOST: "127.0.0.1", DATA_DIR: dataDir, TOCSIN_BUILD_DIR: buildFolder };
  const child = startNode(["server.ts"], env);
  return { child, ended: once(child, "close") };
}

test("meanwhile /livez answers, /healthz says so, and posts are told to come again", async () => {
  using folder = copyOfFolder("first-version");
  enlarge(folder.path, 160);
  const port = await freePort();
  const { child, ended } = beginMigration(folder.path, port);
  const url = `http://127.0.0.1:${port}`;
  const refusal = await until("the migration", async () => {
    const answer = await fetch(`${url}/healthz`).catch(() => null);
    return answer?.status === 503 && answer;
  });
  const post = await fetch(`${url}/api/v1/alerts`, { method: "POST", body: "{}" });
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  child.kill("SIGKILL");
  await ended;
  for (const answer of [refusal, post]) {
    expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([503, 5]);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining("is migrating") });
  }
});

/** When the start is killed: while it copies, or so long after the copy has its name, while it migrates. */
const MOMENTS = ["copying", 0, 20, 60, 120, 250] as const;

test("killed at any moment, the database is as before or migrated, and the next start ends it", async () => {
  using folder = copyOfFolder("first-version");
  enlarge(folder.path, 48);
  using untouched = temporaryFolder();
  cpSync(folder.path, untouched.path, { recursive: true });
  const before = Number(migrations(folder.path));
  const all = readdirSync(MIGRATIONS_FOLDER).filter((name) => name.endsWith(".sql")).length;
  const backups = join(folder.path, "backups");
  for (const when of MOMENTS) {
    const { child, ended } = beginMigration(folder.path, await freePort());
    const begun = when === "copying" ? ".partial" : "before-migration-";
    await until(
      String(when),
      async () =>
        readdirSync(folder.path).includes("backups") &&
        readdirSync(backups).some((name) => name.includes(begun)),
    );
    setTimeout(() => child.kill("SIGKILL"), Number(when) || 0);
    await ended;
    expect(inDatabase(folder.path, (sqlite) => sqlite.pragma("integrity_check", { simple: true }))).toBe(
      "ok",
    );
    const applied = migrations(folder.path);
    expect(when === "copying" ? [before] : [before, all]).toContain(applied);
    for (const name of readdirSync(backups)) rmSync(join(backups, name));
    if (applied !== before) cpSync(untouched.path, folder.path, { recursive: true });
  }
  await using _tocsin = await startTocsin({ dataDir: folder.path });
  expect(migrations(folder.path)).toBe(all);
  expect(readdirSync(backups).filter((name) => !name.startsWith("before-migration-"))).toEqual([]);
});
