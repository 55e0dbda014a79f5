import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApiKey } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startNode } from "../../support/process.ts";
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

/** Starts a backup and waits until it writes. */
async function beginBackup() {
  const command = startNode(["lib/cli/main.ts", "backup", file], { DATA_DIR: dataDir });
  const ended = once(command, "close");
  await until("the backup to be under way", async () => readdirSync(backups).some(isPartial));
  const tasks = `/proc/${command.pid}/task`;
  const pids = readdirSync(tasks).flatMap((task) =>
    readFileSync(join(tasks, task, "children"), "utf8")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
  return { command, ended, pids };
}

function expectWhole(): void {
  const sqlite = new Database(file, { readonly: true });
  try {
    expect(sqlite.pragma("integrity_check", { simple: true })).toBe("ok");
  } finally {
    sqlite.close();
  }
}

describe("a backup that is killed leaves the last one whole", () => {
  test("its process: the command says so and removes what was begun", async () => {
    const good = readFileSync(file);
    const { command, ended, pids } = await beginBackup();
    const said: Buffer[] = [];
    command.stderr.on("data", (chunk) => said.push(chunk));
    expect(pids).toHaveLength(1);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    expect((await ended)[0]).toBe(1);
    expect(Buffer.concat(said).toString()).toContain("The backup was broken off: its process ended early.");
    expect(readFileSync(file).equals(good)).toBe(true);
    expect(readdirSync(backups)).toEqual(["one.db"]);
  });

  test("the command: its process ends too, and removes what was begun", async () => {
    const { command, ended } = await beginBackup();
    command.kill("SIGKILL");
    await ended;
    await until("nothing to be left", async () => !readdirSync(backups).some(isPartial));
    expectWhole();
  });

  test.each(["SIGINT", "SIGTERM"] as const)("%s: the command removes what was begun", async (signal) => {
    const { command, ended } = await beginBackup();
    command.kill(signal);
    expect((await ended)[0]).toBe(1);
    expect(readdirSync(backups)).toEqual(["one.db"]);
    expectWhole();
  });

  test("both, as in a power cut: the next backup removes what they left", async () => {
    const { command, ended, pids } = await beginBackup();
    for (const pid of [...pids, command.pid ?? 0]) process.kill(pid, "SIGKILL");
    await ended;
    expect(readdirSync(backups).filter(isPartial)).toHaveLength(1);
    expectWhole();
    expect(await cli(["backup", file], { dataDir })).toMatchObject({ code: 0, stderr: "" });
    expect(readdirSync(backups)).toEqual(["one.db"]);
    expectWhole();
  });
});
