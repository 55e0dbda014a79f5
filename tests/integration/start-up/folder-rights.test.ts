import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { unprivileged } from "../../support/process.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin } from "../../support/server.ts";
import { diskKinds, smallDisk } from "../faults/disks.ts";

/** A folder that was an installation's before, stopped. */
async function usedFolder(folder: Folder): Promise<string> {
  const dataDir = join(folder.path, "data");
  const tocsin = await startTocsin({ dataDir });
  await tocsin.stop();
  return dataDir;
}

async function refusal(dataDir: string): Promise<string> {
  const { code, stderr } = await refusedStart(dataDir, {}, unprivileged);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Tocsin can't start: [^\n]+\n$/);
  expect(stderr).not.toContain("Another Tocsin");
  return stderr;
}

const SOMEBODY_ELSE = 12_345;
const mayGiveAway = process.getuid?.() === 0;

describe("a volume that belongs to somebody else", () => {
  test.each(mayGiveAway ? [0o2770, 0o1777] : [])(
    "with mode %o: a start warns that it can't close it, and goes on",
    async (mode) => {
      using folder = temporaryFolder();
      const dataDir = join(folder.path, "data");
      mkdirSync(dataDir);
      chownSync(dataDir, SOMEBODY_ELSE, process.getgid?.() ?? 0);
      chmodSync(dataDir, mode);
      await using tocsin = await startTocsin({ dataDir, through: unprivileged });
      const shown = mode.toString(8).padStart(4, "0");
      expect(tocsin.logs()).toContainEqual(
        expect.objectContaining({
          level: 40,
          msg: `The data folder ${dataDir} stays open to other users (mode ${shown}), because it can't be set to 0700: EPERM (operation not permitted).`,
        }),
      );
      expect(statSync(dataDir).mode & 0o7777).toBe(mode);
      for (const name of readdirSync(dataDir))
        expect(statSync(join(dataDir, name)).mode & 0o777, name).toBe(0o600);
      expect(await connect(tocsin).post({ alert_title: "A" })).toMatchObject({ accepted: 1 });
      expect(await tocsin.stop()).toBe(0);
    },
  );

  test("a folder of its own is closed without a warning", async () => {
    using folder = temporaryFolder();
    chmodSync(folder.path, 0o2770);
    await using tocsin = await startTocsin({ dataDir: folder.path, through: unprivileged });
    expect(statSync(folder.path).mode & 0o777).toBe(0o700);
    expect(tocsin.logs().filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });
});

describe("a BACKUP_DIR in which no backup can be made is named at the start, which goes on", () => {
  const places: [string, (folder: string) => string, RegExp][] = [
    [
      "that may not be written",
      (folder) => {
        chmodSync(folder, 0o500);
        return folder;
      },
      /^No backup can be made in (.+) \(BACKUP_DIR\): \1 can't be written: EACCES \(permission denied\)\.$/,
    ],
    [
      "that can't be made",
      (folder) => {
        chmodSync(folder, 0o500);
        return join(folder, "of", "tocsin");
      },
      /^No backup can be made in (.+)\/of\/tocsin \(BACKUP_DIR\): \1 can't be written: EACCES/,
    ],
    [
      "that is a file",
      (folder) => {
        writeFileSync(join(folder, "file"), "");
        return join(folder, "file");
      },
      /\/file is no folder\.$/,
    ],
  ];
  test.each(places)("%s", async (_, make, sentence) => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    const env = { BACKUP_DIR: make(elsewhere.path) };
    await using tocsin = await startTocsin({ dataDir: folder.path, env, through: unprivileged });
    const warnings = tocsin.logs().filter(({ level }) => Number(level) >= 40);
    expect(warnings).toEqual([expect.objectContaining({ msg: expect.stringMatching(sentence) })]);
    expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
    chmodSync(elsewhere.path, 0o700);
  });
});

describe("what can't be written is named at the start, with the reason", () => {
  test.each(["tocsin.db", "tocsin.db-wal", "tocsin.db-shm"])("%s that may only be read", async (name) => {
    using folder = temporaryFolder();
    const dataDir = await usedFolder(folder);
    const file = join(dataDir, name);
    if (name !== "tocsin.db") writeFileSync(file, "");
    chmodSync(file, 0o444);
    expect(await refusal(dataDir)).toContain(`${file} can't be written: EACCES (permission denied).`);
  });

  test("a database that may not even be read", async () => {
    using folder = temporaryFolder();
    const file = join(await usedFolder(folder), "tocsin.db");
    chmodSync(file, 0);
    expect(await refusal(join(folder.path, "data"))).toContain(
      `${file} can't be read: EACCES (permission denied).`,
    );
  });

  test("a folder that takes no new files", async () => {
    using folder = temporaryFolder();
    const dataDir = await usedFolder(folder);
    rmSync(join(dataDir, "engine.lock"));
    chmodSync(dataDir, 0o500);
    expect(await refusal(dataDir)).toMatch(/engine\.lock can't be locked for writing: EACCES/);
    chmodSync(dataDir, 0o700);
  });

  test("a folder in a place that takes none", async () => {
    using folder = temporaryFolder();
    chmodSync(folder.path, 0o500);
    const dataDir = join(folder.path, "data");
    expect(await refusal(dataDir)).toContain(`DATA_DIR can't be used as the data folder ${dataDir}: EACCES`);
    chmodSync(folder.path, 0o700);
  });

  const mounts = diskKinds().length > 1;

  const before: [string, (dataDir: string) => Promise<unknown>][] = [
    ["a folder used before", async (dataDir) => (await startTocsin({ dataDir })).stop()],
    ["a folder after a kill", async (dataDir) => (await startTocsin({ dataDir })).kill()],
    ["a new folder", async (dataDir) => mkdirSync(dataDir, { mode: 0o700 })],
  ];

  test.each(mounts ? before : [])("a full disk, on %s", async (_, prepare) => {
    using disk = smallDisk();
    await prepare(disk.dataDir);
    disk.fill();
    const said = await refusal(disk.dataDir);
    expect(said).toMatch(/\/data\/tocsin\.db can't be used: SQLITE_(FULL|IOERR_\w+|CANTOPEN) \(/);
    disk.makeRoom();
    await using tocsin = await startTocsin({ dataDir: disk.dataDir });
    expect(await connect(tocsin).post({ alert_title: "A" })).toMatchObject({ accepted: 1 });
  });

  test.each(mounts ? ["SECRET_KEY_FILE"] : [])(
    "a full disk, for %s alone; no empty file is left there",
    async () => {
      using folder = temporaryFolder();
      using disk = smallDisk();
      mkdirSync(disk.dataDir);
      disk.fill();
      const key = join(disk.dataDir, "secret.key");
      const { code, stderr } = await refusedStart(folder.path, { SECRET_KEY_FILE: key });
      expect([code, stderr]).toEqual([
        1,
        `Tocsin can't start: The key file ${key} (SECRET_KEY_FILE) can't be used: ENOSPC (no space left on device).\n`,
      ]);
      expect(readdirSync(disk.dataDir)).toEqual([]);
    },
  );

  test.each(mounts ? ["a used folder"] : [])("a disk that can only be read, with %s", async () => {
    using disk = smallDisk();
    await (await startTocsin({ dataDir: disk.dataDir })).stop();
    const before = readdirSync(disk.dataDir);
    disk.readOnly();
    expect(await refusal(disk.dataDir)).toMatch(/: EROFS \(read-only file system\)/);
    expect(readdirSync(disk.dataDir)).toEqual(before);
  });
});
