import { chmodSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { inDatabase, stored } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { unprivileged } from "../../support/process.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

const RUNS = /^Tocsin can't start: Another Tocsin already runs on this data folder: [^\n]+\n$/;

let folder: Folder;
let dataDir: string;
let lockFile: string;

beforeAll(() => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  lockFile = join(dataDir, "engine.lock");
});

afterAll(() => folder[Symbol.dispose]());

describe("while one runs", () => {
  let tocsin: Tocsin;

  beforeEach(async () => {
    if (tocsin !== undefined) await tocsin.kill();
    tocsin = await startTocsin({ dataDir });
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  /** A second one on that folder ends, and the first goes on as before. */
  async function expectRefusal(second: string, through?: readonly string[]): Promise<void> {
    expect(await refusedStart(second, {}, through)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(RUNS),
    });
    expect(await connect(tocsin).post({ alert_title: "A" })).toMatchObject({ accepted: 1 });
  }

  test("another path to its folder is the same folder", async () => {
    const link = join(folder.path, "link");
    symlinkSync(dataDir, link);
    await expectRefusal(link);
  });

  test("a folder whose database is a link to its own is the same installation", async () => {
    const other = join(folder.path, "other");
    mkdirSync(other);
    cpSync(join(dataDir, "secret.key"), join(other, "secret.key"));
    symlinkSync(join(dataDir, "tocsin.db"), join(other, "tocsin.db"));
    await expectRefusal(other);
  });

  test.each<[string, () => void]>([
    ["removed", () => rmSync(lockFile)],
    [
      "replaced",
      () => {
        writeFileSync(`${lockFile}.new`, "");
        renameSync(`${lockFile}.new`, lockFile);
      },
    ],
  ])("a lock file that was %s under it lets no second one in", async (_, spoil) => {
    spoil();
    await expectRefusal(dataDir);
  });

  test("should another one get in all the same, it stores nothing more and ends", async () => {
    inDatabase(dataDir, (sqlite) =>
      sqlite.prepare("UPDATE installation SET value = 'another' WHERE name = 'engine'").run(),
    );
    const before = stored(dataDir);
    const api = connect(tocsin);
    const posted = await api
      .request("POST", "/api/v1/alerts", { body: { alert_title: "Late" } })
      .catch(() => null);
    expect(posted?.status).not.toBe(202);
    const line = await tocsin.waitForLog(({ msg }) => msg === "the engine thread ended unexpectedly");
    expect(JSON.stringify(line)).toContain("Another Tocsin has taken this data folder over");
    expect(stored(dataDir)).toEqual(before);
  });
});

describe("a lock file that only others may write", () => {
  test.each([
    ["first", false],
    ["second", true],
  ])("stops a %s process, with file and reason", async (_, running) => {
    await using stack = new AsyncDisposableStack();
    rmSync(lockFile, { force: true });
    if (running) stack.use(await startTocsin({ dataDir }));
    else writeFileSync(lockFile, "");
    chmodSync(lockFile, 0o444);
    const { code, stderr } = await refusedStart(dataDir, {}, unprivileged);
    expect([code, stderr]).toEqual([
      1,
      `Tocsin can't start: The lock file ${lockFile} can't be locked for writing: EACCES (permission denied). Give it, with all that the data folder holds, to the user that Tocsin runs as.\n`,
    ]);
  });
});
