import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { apiOf, createApiKey } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { copyOfFolder } from "../../support/former-folders.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin } from "../../support/server.ts";

const DATABASE = "tocsin.db";

/** The database as it is before its first migration, or cut off from the log that held all. */
function writeTableless(file: string): void {
  rmSync(file);
  const sqlite = new Database(file);
  sqlite.pragma("journal_mode = WAL");
  sqlite.close();
}

/** What a kill in the first transaction of a new installation leaves: a log of pages, none of them committed. */
function writeUncommittedLog(dataDir: string): void {
  using folder = temporaryFolder();
  const sqlite = new Database(join(folder.path, DATABASE));
  sqlite.pragma("journal_mode = WAL");
  // One page is all that it keeps in memory: the others go to the log ahead of the commit.
  sqlite.pragma("cache_size = 1");
  sqlite.exec("BEGIN; CREATE TABLE t (a); INSERT INTO t SELECT zeroblob(100000)");
  cpSync(folder.path, dataDir, { recursive: true });
  sqlite.close();
  expect(statSync(join(dataDir, `${DATABASE}-wal`)).size).toBeGreaterThan(4_096);
}

const losses: [string, (file: string) => void, string][] = [
  ["missing", (file) => rmSync(file), "missing"],
  ["cut to nothing", (file) => truncateSync(file), "empty"],
  ["without a table", writeTableless, "empty"],
];

const signs: [string, (dataDir: string) => void, string][] = [
  ["the file installed", () => {}, "the file installed shows that there was one"],
  [
    "a backup",
    (dataDir) => {
      rmSync(join(dataDir, "installed"));
      mkdirSync(join(dataDir, "backups"));
      writeFileSync(join(dataDir, "backups", "tocsin-1.db"), "");
    },
    "there are backups",
  ],
  [
    "a log",
    (dataDir) => {
      rmSync(join(dataDir, "installed"));
      writeFileSync(join(dataDir, "tocsin.db-wal"), "committed pages");
    },
    "SQLite's log tocsin.db-wal holds data",
  ],
];

/** Names, contents and modes of all that is in the folder, and its own mode. */
const everything = (dataDir: string): unknown => [
  statSync(dataDir).mode,
  ...readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file, statSync(file).mode, readFileSync(file, "latin1")];
    }),
];

const cases = losses.flatMap(([loss, lose, is]) =>
  signs.map(([sign, leave, although]) => ({ loss, lose, is, sign, leave, although })),
);

describe("a folder that shows use without its database is refused, untouched", () => {
  // A log beside a database without tables is read by SQLite, which then decides.
  test.each(cases.filter(({ loss, sign }) => loss !== "without a table" || sign !== "a log"))(
    "$loss, with $sign",
    async ({ lose, is, leave, although }) => {
      using folder = temporaryFolder();
      createApiKey(folder.path);
      const file = join(folder.path, DATABASE);
      leave(folder.path);
      lose(file);
      const before = everything(folder.path);
      const sentence = `The database ${file} is ${is}, although ${although}. Put it back, from a backup if need be, or set DATA_DIR to an empty folder for a new installation; nothing was changed.\n`;
      expect(await refusedStart(folder.path)).toMatchObject({
        code: 1,
        stderr: `Tocsin can't start: ${sentence}`,
      });
      for (const init of [[], ["--init"]])
        expect(await cli(["user", "list", ...init], { dataDir: folder.path })).toEqual({
          code: 1,
          stdout: "",
          stderr: sentence,
        });
      expect(everything(folder.path)).toEqual(before);
    },
  );
});

test("a database whose tables all stand in its log is no empty one", async () => {
  using folder = temporaryFolder();
  using copy = temporaryFolder();
  const beginning = new Database(join(folder.path, DATABASE));
  beginning.pragma("journal_mode = WAL");
  // Holds the pages in the log, as a kill does.
  beginning.exec("BEGIN; SELECT * FROM sqlite_master");
  const key = createApiKey(folder.path);
  cpSync(folder.path, copy.path, { recursive: true });
  beginning.close();
  expect(statSync(join(copy.path, DATABASE)).size).toBeLessThanOrEqual(4_096);
  await using tocsin = await startTocsin({ dataDir: copy.path });
  expect((await apiOf(tocsin.url, key).get("/api/v1/rules")).status).toBe(200);
});

describe("a folder without a sign of use starts as a new installation", () => {
  test.each<[string, (dataDir: string) => void]>([
    [
      "a key file",
      (dataDir) => writeFileSync(join(dataDir, "secret.key"), `${Buffer.alloc(32, 7).toString("base64")}\n`),
    ],
    [
      "an unpacked runtime",
      (dataDir) => {
        mkdirSync(join(dataDir, "runtime", "abc"), { recursive: true });
        writeFileSync(join(dataDir, "runtime", "abc", "node"), "");
      },
    ],
    ["an empty folder for backups", (dataDir) => mkdirSync(join(dataDir, "backups"))],
    ["an empty database", (dataDir) => writeFileSync(join(dataDir, DATABASE), "")],
    ["a log that a kill cut off before its first commit", writeUncommittedLog],
  ])("%s", async (_, put) => {
    using folder = temporaryFolder();
    put(folder.path);
    await using _tocsin = await startTocsin({ dataDir: folder.path });
  });
});

test("the file installed holds the installation's id, the same after every start; an older folder gets it", async () => {
  using folder = copyOfFolder("first-version");
  const file = join(folder.path, "installed");
  expect(readdirSync(folder.path)).not.toContain("installed");
  const read = async () => {
    await (await startTocsin({ dataDir: folder.path })).stop();
    return readFileSync(file, "utf8");
  };
  const first = await read();
  expect(first).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\n$/);
  expect(await read()).toBe(first);
  rmSync(file);
  expect(await read()).toBe(first);
  const stored = inDatabase(folder.path, (sqlite) =>
    sqlite.prepare("SELECT value FROM installation WHERE name = 'id'").pluck().get(),
  );
  expect(`${stored}\n`).toBe(first);
});
