import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { createApiKey } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startNode, unprivileged } from "../../support/process.ts";

const COMMANDS = [
  ["api-key", "create", "--name", "A", "--scopes", "read"],
  ["api-key", "list"],
  ["api-key", "revoke", "A"],
  ["user", "create", "--email", "ada@example.com", "--name", "Ada"],
  ["user", "list", "--json"],
  ["user", "reset-password", "ada@example.com"],
  ["key", "rotate"],
  ["export"],
];

test.each(COMMANDS.map((args) => [args.join(" "), args]))(
  "%s: where there is no installation it says so and makes nothing",
  async (_, args) => {
    using folder = temporaryFolder();
    const missing = join(folder.path, "data");
    for (const dataDir of [missing, folder.path])
      expect(await cli(args, { dataDir })).toEqual({
        code: 1,
        stdout: "",
        stderr: `There is no installation in ${dataDir} (DATA_DIR): nothing was made. Start Tocsin there first, or add --init to make one.\n`,
      });
    expect(readdirSync(folder.path)).toEqual([]);
  },
);

test("a key file or an unpacked runtime makes no installation, and they stay alone", async () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "secret.key"), `${Buffer.alloc(32, 7).toString("base64")}\n`);
  expect(await cli(["user", "list"], { dataDir: folder.path })).toMatchObject({ code: 1, stdout: "" });
  expect(readdirSync(folder.path)).toEqual(["secret.key"]);
});

test("--init makes one, before or after the command, and uses the key file that was put there", async () => {
  using folder = temporaryFolder();
  const key = `${Buffer.alloc(32, 7).toString("base64")}\n`;
  writeFileSync(join(folder.path, "secret.key"), key, { mode: 0o600 });
  for (const args of [
    ["--init", "user", "list"],
    ["user", "list", "--init"],
  ])
    expect(await cli(args, { dataDir: folder.path })).toMatchObject({ code: 0, stderr: "" });
  expect(readFileSync(join(folder.path, "secret.key"), "utf8")).toBe(key);
  expect(await cli(["user", "list"], { dataDir: folder.path })).toMatchObject({ code: 0 });
});

test("after a command nothing of the database stands beside its file", async () => {
  using folder = temporaryFolder();
  expect(await cli(["user", "list", "--init"], { dataDir: folder.path })).toMatchObject({ code: 0 });
  expect(readdirSync(folder.path).toSorted()).toEqual(["installed", "secret.key", "tocsin.db"]);
});

test("--version says which Tocsin it is, and opens nothing", async () => {
  using folder = temporaryFolder();
  const { version } = JSON.parse(readFileSync("package.json", "utf8"));
  const dataDir = join(folder.path, "data");
  expect(await cli(["--version"], { dataDir })).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  expect(existsSync(dataDir)).toBe(false);
});

/** Runs a command whose reader goes away before it has read anything; its exit code and stderr. */
async function unread(folder: Folder, ...args: string[]): Promise<{ code: number | null; stderr: string }> {
  const child = startNode(["lib/cli/main.ts", ...args], { DATA_DIR: folder.path });
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "close")]);
  return { code, stderr };
}

test.each([[["api-key", "list"]], [["api-key", "list", "--json"]], [["--help"]]])(
  "%j: a reader that stops reading, as head does, is no fault",
  async (args) => {
    using folder = temporaryFolder();
    for (let number = 0; number < 3; number++) createApiKey(folder.path, ["read"], `Key ${number}`);
    expect(await unread(folder, ...args)).toEqual({ code: 0, stderr: "" });
  },
);

test("a folder that can't be read is not taken for one without an installation", async () => {
  using folder = temporaryFolder();
  const dataDir = join(folder.path, "data");
  mkdirSync(dataDir, { mode: 0 });
  expect(await cli(["user", "list"], { dataDir, through: unprivileged })).toEqual({
    code: 1,
    stdout: "",
    stderr: `${join(dataDir, "tocsin.db")} can't be read: EACCES (permission denied).\n`,
  });
});
