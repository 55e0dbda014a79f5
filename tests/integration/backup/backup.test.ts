import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { openReader } from "#db/client.ts";
import { holdFile } from "#db/lock.ts";
import { lastBackup } from "#db/queries/last-backup.ts";
import { copyDatabase } from "#lib/data-folder/backup/copy.ts";
import { makeBackup } from "#lib/data-folder/backup/make.ts";
import type { Backup } from "#lib/domain/backup.ts";
import { readEnv } from "#lib/env.ts";
import { connect, createApiKey } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase, seqsById } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { unprivileged } from "../../support/process.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";
import { smallDisk } from "../faults/disks.ts";
import { enlarge } from "./large.ts";

const ADMIN = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery" };

function inBackup<T>(file: string, use: (sqlite: Database.Database) => T): T {
  const sqlite = new Database(file, { readonly: true });
  try {
    return use(sqlite);
  } finally {
    sqlite.close();
  }
}

const count = (table: string) => (sqlite: Database.Database) =>
  sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get();

const leftIn = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".partial"));

/** An installation that has no secrets yet, with a folder for its backups. */
function installed(folder: Folder) {
  const dataDir = join(folder.path, "data");
  const backups = join(folder.path, "backups");
  mkdirSync(backups);
  createApiKey(dataDir);
  return { dataDir, backups, file: join(backups, "one.db"), env: readEnv({ DATA_DIR: dataDir }) };
}

/** The file, made first. */
function named(file: string, make: (of: string, file: string) => void, of: string): string {
  make(of, file);
  return file;
}

test("beside the app under load: everything acknowledged before is in it, but no session, link or key", async () => {
  using folder = temporaryFolder();
  await using receiver = await startReceiver();
  await using tocsin = await startTocsin({ env: ADMIN });
  const api = connect(tocsin);
  await new Visitor(tocsin.url).signIn(ADMIN.ADMIN_EMAIL, ADMIN.ADMIN_PASSWORD);
  await cli(["user", "sign-in-link", ADMIN.ADMIN_EMAIL], { dataDir: tocsin.dataDir });
  expect(inDatabase(tocsin.dataDir, count("account_links"))).toBe(1);
  await api.createChannel({ url: receiver.url });
  const acknowledged: string[] = [];
  const stop = new AbortController();
  const load = (async () => {
    while (!stop.signal.aborted) {
      const { results } = await api.post(
        Array.from({ length: 20 }, (_, at) => ({
          alert_title: `Alert ${at}`,
          description: "x".repeat(2_000),
        })),
      );
      acknowledged.push(...results.map(({ event_id }) => event_id));
    }
  })();
  await receiver.waitFor(100);

  const file = join(folder.path, "one.db");
  const before = [...acknowledged];
  const { code, stdout, stderr } = await cli(["backup", file], { dataDir: tocsin.dataDir });
  stop.abort();
  await load;
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toMatch(
    new RegExp(
      `^Backed up to ${file} \\(.+iB\\): .+ checked\\. .+no sessions, no links and not the key file: .+\\n$`,
    ),
  );
  expect(stdout).toContain(join(tocsin.dataDir, "secret.key"));
  const ids = inBackup(file, (sqlite) => seqsById(sqlite, "evt"));
  expect(before.filter((id) => !ids.has(id))).toEqual([]);
  for (const table of ["sessions", "account_links"]) expect(inBackup(file, count(table)), table).toBe(0);
  const session = inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("SELECT id FROM sessions").pluck().get(),
  );
  expect(readFileSync(file).includes(String(session))).toBe(false);
  expect(inBackup(file, (sqlite) => sqlite.pragma("integrity_check", { simple: true }))).toBe("ok");
  expect(readdirSync(folder.path)).toEqual(["one.db"]);
  await expectRestores(file, { key: join(tocsin.dataDir, "secret.key"), acknowledged: before });
});

/** Restores the backup into an empty folder, and reads every event from the Tocsin that starts on it. */
async function expectRestores(file: string, { key, acknowledged }: { key: string; acknowledged: string[] }) {
  using folder = temporaryFolder();
  copyFileSync(key, join(folder.path, "secret.key"));
  expect(await cli(["restore", file], { dataDir: folder.path })).toMatchObject({ code: 0 });
  await using tocsin = await startTocsin({ dataDir: folder.path });
  const ids = inDatabase(folder.path, (sqlite) => seqsById(sqlite, "evt"));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  const api = connect(tocsin);
  const last = acknowledged.at(-1) ?? "";
  const alertId = inDatabase(folder.path, (sqlite) =>
    sqlite.prepare("SELECT alert_id FROM events WHERE seq = ?").pluck().get(ids.get(last)),
  );
  expect((await api.alert(String(alertId))).events.map(({ event_id }) => event_id)).toContain(last);
}

test("without the app: for its owner only, whatever the umask, and nothing stands beside the database", async () => {
  using folder = temporaryFolder();
  const { dataDir, file, env } = installed(folder);
  const through = ["sh", "-c", 'umask 0; exec "$@"', "sh"];
  expect(await cli(["backup", file], { dataDir, through })).toMatchObject({ code: 0, stderr: "" });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(dataDir).toSorted()).toEqual(["backup.lock", "installed", "secret.key", "tocsin.db"]);
  const first = lastBackupOf(env.databaseFile);
  expect(first).toMatchObject({ file, bytes: statSync(file).size });
  expect(await cli(["backup", file], { dataDir })).toMatchObject({ code: 0, stderr: "" });
  expect(lastBackupOf(env.databaseFile)?.at).toBeGreaterThan(first?.at ?? 0);
});

function lastBackupOf(databaseFile: string): Backup | null {
  const { db, sqlite } = openReader(databaseFile);
  try {
    return lastBackup(db);
  } finally {
    sqlite.close();
  }
}

describe("refused, and nothing is changed", () => {
  const cases: [string, (at: ReturnType<typeof installed>) => string, RegExp][] = [
    ["onto the database", ({ dataDir }) => join(dataDir, "tocsin.db"), /belongs to Tocsin itself/],
    [
      "onto the database, by a link",
      ({ dataDir, file }) => named(file, symlinkSync, join(dataDir, "tocsin.db")),
      /belongs to Tocsin itself/,
    ],
    [
      "onto the database, by another name",
      ({ dataDir, file }) => named(file, linkSync, join(dataDir, "tocsin.db")),
      /belongs to Tocsin itself/,
    ],
    ["onto its log", ({ dataDir }) => join(dataDir, "tocsin.db-wal"), /belongs to Tocsin itself/],
    ["onto the key file", ({ dataDir }) => join(dataDir, "secret.key"), /belongs to Tocsin itself/],
    ["onto a folder", ({ backups }) => backups, /exists and is no backup/],
    [
      "onto another file",
      ({ file }) => named(file, (text, at) => writeFileSync(at, text), "dear diary"),
      /exists and is no backup of Tocsin: name another file/,
    ],
    [
      "into a missing folder",
      ({ backups }) => join(backups, "no", "one.db"),
      /There is no folder .+: make it first/,
    ],
  ];
  test.each(cases)("%s", async (_, name, sentence) => {
    using folder = temporaryFolder();
    const at = installed(folder);
    const file = name(at);
    const look = () => [
      readFileSync(at.env.databaseFile).equals(readFileSync(join(at.dataDir, "tocsin.db"))),
      readdirSync(at.backups),
      statSync(at.env.databaseFile).size,
      readFileSync(at.env.secretKeyFile, "utf8"),
    ];
    const before = look();
    expect(await cli(["backup", file], { dataDir: at.dataDir })).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(sentence),
    });
    expect(look()).toEqual(before);
  });

  test("where there is no installation", async () => {
    using folder = temporaryFolder();
    expect(
      await cli(["backup", join(folder.path, "one.db")], { dataDir: join(folder.path, "data") }),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("There is no installation"),
    });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("while another one is made", async () => {
    using folder = temporaryFolder();
    const { dataDir, file, backups } = installed(folder);
    const hold = holdFile(join(dataDir, "backup.lock"), "");
    expect(await cli(["backup", file], { dataDir })).toMatchObject({
      code: 1,
      stderr: "Another backup is being made: wait for its end.\n",
    });
    hold.release();
    expect(readdirSync(backups)).toEqual([]);
  });

  test("of a damaged database: the last backup stays", async () => {
    using folder = temporaryFolder();
    const { dataDir, file, env, backups } = installed(folder);
    await makeBackup(env, file);
    const good = readFileSync(file);
    enlarge(dataDir, 1);
    truncateSync(env.databaseFile, statSync(env.databaseFile).size - 8_192);
    expect(await cli(["backup", file], { dataDir })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The database .+tocsin\.db is damaged: .+ restore the last one\.\n$/),
    });
    expect(readFileSync(file).equals(good)).toBe(true);
    expect(readdirSync(backups)).toEqual(["one.db"]);
  });

  test("when the key file does not open its secrets", async () => {
    using folder = temporaryFolder();
    await using tocsin = await startTocsin();
    await connect(tocsin).createChannel({ url: "http://127.0.0.1:9/" });
    const other = join(folder.path, "other.key");
    writeFileSync(other, `${Buffer.alloc(32, 7).toString("base64")}\n`);
    const file = join(folder.path, "one.db");
    for (const [key, sentence] of [
      [other, /opens none of the secrets of the backup/],
      [join(folder.path, "no.key"), /is missing, so nobody could open the secrets/],
    ] as const)
      expect(
        await cli(["backup", file], { dataDir: tocsin.dataDir, env: { SECRET_KEY_FILE: key } }),
      ).toMatchObject({ code: 1, stderr: expect.stringMatching(sentence) });
    expect(readdirSync(folder.path)).toEqual(["other.key"]);
  });

  test("into a folder that can't be written", async () => {
    using folder = temporaryFolder();
    const { dataDir, backups, file } = installed(folder);
    chmodSync(folder.path, 0o755);
    chmodSync(backups, 0o500);
    expect(await cli(["backup", file], { dataDir, through: unprivileged })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^The backup can't be written to .+: EACCES .+\n$/),
    });
  });
});

describe("a full disk", () => {
  test("is refused beforehand, with both numbers", async () => {
    using folder = temporaryFolder();
    using disk = smallDisk();
    const { dataDir } = installed(folder);
    mkdirSync(disk.dataDir);
    expect(await cli(["backup", join(disk.dataDir, "one.db")], { dataDir })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /^There is no room for a backup in .+\. It needs 2\.0 GiB \(.+ for itself, .+\), and \d+\.\d MiB is free\.\n$/,
      ),
    });
    expect(readdirSync(disk.dataDir)).toEqual([]);
  });

  test("while it is made: the last backup stays, and nothing else", async () => {
    using folder = temporaryFolder();
    using disk = smallDisk();
    const { dataDir, env } = installed(folder);
    mkdirSync(disk.dataDir);
    const file = join(disk.dataDir, "one.db");
    const job = { ...env, file, purpose: "migration", mostLogBytes: Number.MAX_SAFE_INTEGER } as const;
    copyDatabase(job, () => {});
    const good = readFileSync(file);
    enlarge(dataDir, 4);
    expect(() => copyDatabase(job, () => disk.fill())).toThrow(
      /^The backup can't be written to .+: SQLITE_FULL .+ Nothing of it was left behind\.$/,
    );
    expect(readFileSync(file).equals(good)).toBe(true);
    expect(leftIn(disk.dataDir)).toEqual([]);
    disk.makeRoom();
    expect(copyDatabase(job, () => {}).bytes).toBeGreaterThan(4 * 2 ** 20);
  });
});

test("one that lets the log grow too far is broken off", async () => {
  using folder = temporaryFolder();
  const { dataDir, backups, file, env } = installed(folder);
  enlarge(dataDir, 48);
  const writer = new Database(env.databaseFile);
  writer.pragma("wal_autocheckpoint = 0");
  const broken = makeBackup(env, file, { mostLogBytes: 4_096 });
  broken.catch(() => {});
  const ended = broken.then(
    () => true,
    () => true,
  );
  const add = writer.prepare("UPDATE installation SET value = randomblob(8000) WHERE name = 'piece 0'");
  while (!(await Promise.race([ended, new Promise((resolve) => setImmediate(() => resolve(false)))])))
    add.run();
  writer.close();
  await expect(broken).rejects.toThrow(
    /^The backup was broken off: meanwhile SQLite's log grew beyond 4\.0 KiB\. /,
  );
  expect(readdirSync(backups)).toEqual([]);
});
