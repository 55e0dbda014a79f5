import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startNode } from "../../support/process.ts";
import { until } from "../../support/until.ts";

const CHANNELS = 300;
/** How a document names a variable. */
const FROM_ENV = `\${TOKEN}`;

let folder: Folder;
let dataDir: string;
let file: string;

beforeAll(async () => {
  folder = temporaryFolder();
  dataDir = join(folder.path, "data");
  file = join(folder.path, "config.yaml");
  expect((await cli(["--init", "user", "list"], { dataDir })).code).toBe(0);
  const channels = Array.from({ length: CHANNELS }, (_, index) => ({
    name: `Channel ${index}`,
    url: "https://receiver.example/{{TOKEN}}",
    url_secrets: [{ replacement: "TOKEN", value: FROM_ENV }],
  }));
  const rules = channels.map(({ name }) => ({ name: `To ${name}`, channels: [name] }));
  writeFileSync(file, JSON.stringify({ channels, rules }));
});
afterAll(() => folder[Symbol.dispose]());

const ENV = { TOKEN: "s3cret-token" };

/** How much of the document is there. */
const counts = (): number[] =>
  inDatabase(dataDir, (sqlite) =>
    ["channels", "channel_secrets", "rules", "audit"].map((table) =>
      Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    ),
  );

/** Whether another process holds the write lock. */
function isLocked(): boolean {
  const sqlite = new Database(join(dataDir, "tocsin.db"), { timeout: 0 });
  try {
    sqlite.exec("BEGIN IMMEDIATE; ROLLBACK");
    return false;
  } catch {
    return true;
  } finally {
    sqlite.close();
  }
}

/** Kills an `apply` so long after it began its transaction; whether it was still running. */
async function killAfter(ms: number): Promise<boolean> {
  const command = startNode(["lib/cli/main.ts", "apply", file], { DATA_DIR: dataDir, ...ENV });
  const ended = once(command, "close");
  await until("the transaction", async () => isLocked() || command.exitCode !== null);
  setTimeout(() => command.kill("SIGKILL"), ms);
  const [, signal] = await ended;
  return signal === "SIGKILL";
}

/** Each channel has its own secret and one for signing; the two first rules go, and the apply itself is told. */
const ALL = [CHANNELS, 2 * CHANNELS, CHANNELS, 2 * CHANNELS + 3];

test("an apply that is killed has changed nothing or all, and the next one does the rest", async () => {
  const before = counts();
  let undone = 0;
  for (const ms of [0, 20, 100, 300, 800]) {
    const killed = await killAfter(ms);
    const there = counts();
    if (there[0] !== 0) {
      expect(there).toEqual(ALL);
      break;
    }
    expect(there).toEqual(before);
    if (killed) undone++;
  }
  expect(undone).toBeGreaterThan(0);
  expect(await cli(["apply", file], { dataDir, env: ENV })).toMatchObject({ code: 0, stderr: "" });
  expect(counts()).toEqual(ALL);
  expect(await cli(["apply", file], { dataDir, env: ENV })).toMatchObject({ stdout: "No changes.\n" });
});
