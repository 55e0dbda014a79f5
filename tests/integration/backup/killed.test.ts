import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startNode } from "../../support/process.ts";
import { startTocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { enlarge } from "./large.ts";

let folder: Folder;
let dataDir: string;
let backups: string;
let file: string;

beforeAll(async () => {
  folder = temporaryFolder();
  [dataDir, backups] = [join(folder.path, "data"), join(folder.path, "backups")];
  mkdirSync(backups);
  file = join(backups, "one.db");
  createApiKey(dataDir);
  expect((await cli(["backup", file], { dataDir })).code).toBe(0);
  enlarge(dataDir, 64);
});
afterAll(() => folder[Symbol.dispose]());

const isPartial = (name: string) => name.endsWith(".partial");

/** The size of the unfinished backup; 0 if there is none. */
function partialBytes(): number {
  const name = readdirSync(backups).find(isPartial);
  return name === undefined ? 0 : (statSync(join(backups, name), { throwIfNoEntry: false })?.size ?? 0);
}

/** "T" is stopped, "Z" has ended; undefined if there is no such process. */
function stateOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.charAt(0);
  } catch {
    return undefined;
  }
}

/** The processes that this one started. */
const childrenOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );

function theOnly(pids: number[]): number {
  expect(pids).toHaveLength(1);
  return pids[0] as number;
}

const watchers: number[] = [];
// What a failed test leaves stopped would stay for ever.
afterAll(() => {
  for (const watcher of watchers)
    try {
      process.kill(-watcher, "SIGKILL");
    } catch {
      // Nothing is left of its group.
    }
});

/** Starts a backup and waits until it writes. */
async function beginBackup() {
  const command = startNode(["lib/cli/main.ts", "backup", file], { DATA_DIR: dataDir });
  const ended = once(command, "close");
  const said: Buffer[] = [];
  command.stderr.on("data", (chunk) => said.push(chunk));
  // By then its processes have told each other which file it is.
  await until("the backup to be under way", async () => partialBytes() > 4 * 2 ** 20);
  const watcher = theOnly(childrenOf(command.pid ?? 0));
  watchers.push(watcher);
  const copier = theOnly(childrenOf(watcher));
  return { command, ended, watcher, copier, said: () => Buffer.concat(said).toString() };
}

/** Commits as the app does, so that the copying rests again and again. */
function commitOften(of: string): Disposable {
  const sqlite = new Database(join(of, "tocsin.db"));
  const commit = sqlite.prepare(
    "INSERT INTO installation (name, value) VALUES ('last commit', hex(randomblob(10))) ON CONFLICT DO UPDATE SET value = excluded.value",
  );
  const timer = setInterval(() => commit.run(), 20);
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer);
      sqlite.close();
    },
  };
}

const untilItRests = (copier: number) => until("the copying to rest", async () => stateOf(copier) === "T");

const kill = (...pids: (number | undefined)[]) => {
  for (const pid of pids) process.kill(pid ?? 0, "SIGKILL");
};

/** Stops processes, so that none of them reacts before all are killed. */
async function freeze(...pids: number[]): Promise<void> {
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  for (const pid of pids) await until("a process to be stopped", async () => stateOf(pid) === "T");
}

const untilGone = (pid: number) =>
  until("the copying to end", async () => ["Z", undefined].includes(stateOf(pid)));

function expectWhole(): void {
  const sqlite = new Database(file, { readonly: true });
  try {
    expect(sqlite.pragma("integrity_check", { simple: true })).toBe("ok");
  } finally {
    sqlite.close();
  }
}

describe.each([
  ["while it copies", false],
  ["while it rests", true],
])("a backup that is killed %s leaves the last one whole", (_, resting) => {
  let commits: Disposable | null = null;
  beforeAll(() => {
    if (resting) commits = commitOften(dataDir);
  });
  afterAll(() => commits?.[Symbol.dispose]());

  async function begin() {
    const begun = await beginBackup();
    if (resting) await untilItRests(begun.copier);
    return begun;
  }

  test.each(["watcher", "copier"] as const)(
    "its %s: the command says so, and removes what was begun",
    async (which) => {
      const good = readFileSync(file);
      const { ended, said, copier, ...begun } = await begin();
      kill({ ...begun, copier }[which]);
      expect((await ended)[0]).toBe(1);
      expect(said()).toContain("The backup was broken off: its process ended early.");
      await untilGone(copier);
      expect(readFileSync(file).equals(good)).toBe(true);
      expect(readdirSync(backups)).toEqual(["one.db"]);
    },
  );

  test("the command: both its processes end too, and remove what was begun", async () => {
    const { command, ended, copier } = await begin();
    kill(command.pid);
    await ended;
    await untilGone(copier);
    await until("nothing to be left", async () => !readdirSync(backups).some(isPartial));
    expectWhole();
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s: the command removes what was begun", async (signal) => {
    const { command, ended, copier } = await begin();
    command.kill(signal);
    expect((await ended)[0]).toBe(1);
    await untilGone(copier);
    expect(readdirSync(backups)).toEqual(["one.db"]);
    expectWhole();
  });

  test("all of them, as in a power cut: the next backup removes what they left", async () => {
    const { command, ended, watcher, copier } = await begin();
    await freeze(command.pid ?? 0, watcher);
    kill(copier, watcher, command.pid);
    await ended;
    expect(readdirSync(backups).filter(isPartial)).toHaveLength(1);
    expectWhole();
    expect(await cli(["backup", file], { dataDir })).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(backups)).toEqual(["one.db"]);
    expectWhole();
  });
});

test("beside commits, no backup is left in a rest, not even at its very end", async () => {
  using small = temporaryFolder();
  createApiKey(small.path);
  using _ = commitOften(small.path);
  for (let one = 0; one < 8; one++)
    expect(await cli(["backup", file], { dataDir: small.path })).toMatchObject({ code: 0, stderr: "" });
});

describe("a copying that rests, and whose every keeper is killed, goes on", () => {
  async function abandon(): Promise<number> {
    using _ = commitOften(dataDir);
    const { command, ended, watcher, copier } = await beginBackup();
    await until("the watcher to be stopped within a rest", async () => {
      await freeze(watcher);
      if (stateOf(copier) === "T") return true;
      process.kill(watcher, "SIGCONT");
      return false;
    });
    await freeze(command.pid ?? 0);
    kill(command.pid, watcher);
    await ended;
    expect(stateOf(copier)).toBe("T");
    return copier;
  }

  test.each(["backup", "restore"])("at the next %s, which is refused for it", async (name) => {
    const copier = await abandon();
    const refused = { code: 1, stderr: "Another backup is being made: wait for its end.\n" };
    expect(await cli([name, file], { dataDir })).toMatchObject(refused);
    await untilGone(copier);
    expectWhole();
    expect(await cli(["backup", file], { dataDir })).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(backups)).toEqual(["one.db"]);
  });

  test("at the app's next start", async () => {
    const copier = await abandon();
    await using _ = await startTocsin({ dataDir });
    await untilGone(copier);
    expect(readdirSync(backups)).toEqual(["one.db"]);
    expectWhole();
  });
});
