import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { writeExecutable } from "../../scripts/package/executable.mjs";
import { runtime } from "../../scripts/prepare/runtime.mjs";
import { atExit } from "../support/at-exit.ts";
import { tocsin as cli } from "../support/cli.ts";
import { temporaryFolder } from "../support/folder.ts";
import { startOneFile } from "../support/process.ts";
import { until } from "../support/until.ts";

let made;
let oneFile;

/** An app of two files: the launcher and the runtime are real, and unpacking takes less time. */
const MAIN = "console.log(process.argv.slice(2).join());";
const content = [
  { path: "main.mjs", content: Buffer.from(MAIN) },
  { path: "lib/deep/part.mjs", content: Buffer.from("export {};") },
];
const program = { env: {}, options: [], program: "main.mjs" };

beforeAll(async () => {
  made = temporaryFolder();
  oneFile = join(made.path, "tocsin");
  const programs = { start: program, command: program };
  await writeExecutable(oneFile, { node: runtime(), content, version: "1.2.3", programs });
});

afterAll(() => made?.[Symbol.dispose]());

const command = (dataDir, ...args) => cli(args, { dataDir, oneFile });

/** The one folder that is unpacked below the data folder. */
function runtimeOf(dataDir) {
  const [name = "", ...others] = readdirSync(join(dataDir, "runtime"));
  expect(others).toEqual([]);
  return join(dataDir, "runtime", name);
}

describe("unpacking", () => {
  const RAN = { code: 0, stdout: "user,list\n", stderr: "" };
  const prints = (dataDir) => command(dataDir, "user", "list");

  test("happens under UNPACK_DIR, for its owner alone, and can't be written", async () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    const env = { UNPACK_DIR: join(elsewhere.path, "a", "b") };
    const { code } = await cli(["--help"], { dataDir: folder.path, env, oneFile });
    expect(code).toBe(0);
    expect(readdirSync(folder.path)).toEqual([]);
    const [name = ""] = readdirSync(env.UNPACK_DIR);
    const unpacked = join(env.UNPACK_DIR, name);
    for (const path of ["", "tocsin", "app", "app/lib/deep"])
      expect(statSync(join(unpacked, path)).mode & 0o777).toBe(0o500);
    expect(statSync(join(unpacked, "app/main.mjs")).mode & 0o777).toBe(0o400);
  });

  test("is not needed for --version", async () => {
    using folder = temporaryFolder();
    expect(await command(folder.path, "--version")).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
    expect(readdirSync(folder.path)).toEqual([]);
  });

  test("two starts at once both run", async () => {
    using folder = temporaryFolder();
    const both = await Promise.all([prints(folder.path), prints(folder.path)]);
    expect(both).toEqual([RAN, RAN]);
    runtimeOf(folder.path);
  });

  test("a start that was killed leaves nothing that counts, and the next one clears it away", async () => {
    using folder = temporaryFolder();
    const child = startOneFile(oneFile, ["--help"], { DATA_DIR: folder.path }, folder.path);
    const half = join(folder.path, "runtime");
    await until("it to unpack", async () => existsSync(half) && readdirSync(half).length > 0);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(readdirSync(half)[0]).toMatch(/^[0-9a-f]{64}\.\d+$/);
    expect(await prints(folder.path)).toEqual(RAN);
    runtimeOf(folder.path);
  });

  test("a file that is changed, cut off or missing is put right", async () => {
    using folder = temporaryFolder();
    await prints(folder.path);
    const file = join(runtimeOf(folder.path), "app", "lib", "deep", "part.mjs");
    const whole = readFileSync(file);
    for (const damage of [
      () => appendFileSync(file, " "),
      () => truncateSync(file, 10),
      () => rmSync(file),
    ]) {
      chmodSync(dirname(file), 0o700);
      chmodSync(file, 0o600);
      damage();
      expect(await prints(folder.path)).toEqual(RAN);
      runtimeOf(folder.path);
      expect(readFileSync(file)).toEqual(whole);
    }
  });
});

describe("where it can't unpack, it says what to do", () => {
  const refused = async (env) => {
    using folder = temporaryFolder();
    const child = startOneFile(oneFile, [], { DATA_DIR: folder.path, ...env }, folder.path);
    let said = "";
    child.stderr.on("data", (bytes) => (said += bytes));
    const [code] = await once(child, "close");
    return { code, line: JSON.parse(said) };
  };

  test("below a file", async () => {
    expect(await refused({ UNPACK_DIR: "/proc/version/x" })).toMatchObject({
      code: 1,
      line: { level: 60, msg: expect.stringMatching(/can't be unpacked into .*no folder.*Set UNPACK_DIR/) },
    });
  });

  describe.runIf(mayMount())("on a file system of its own", () => {
    test.each([
      ["noexec", /runs no programs \(mounted noexec\)\. Set UNPACK_DIR/],
      ["ro", /the file system is read-only\. Set UNPACK_DIR/],
      ["size=20m", /no space is left\. Set UNPACK_DIR/],
    ])("mounted with %s", async (option, wanted) => {
      using disk = mounted(option);
      const { code, line } = await refused({ UNPACK_DIR: join(disk.path, "unpacked") });
      expect(code).toBe(1);
      expect(line.msg).toMatch(wanted);
      if (option !== "ro") expect(readdirSync(join(disk.path, "unpacked"))).toEqual([]);
    });
  });

  test("a file that lost its end says that it is damaged", async () => {
    using folder = temporaryFolder();
    const cut = join(folder.path, "tocsin");
    execFileSync("cp", [oneFile, cut]);
    truncateSync(cut, statSync(cut).size - 100);
    expect(await cli(["--help"], { dataDir: folder.path, oneFile: cut })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is damaged: fetch it again"),
    });
  });
});

function mayMount() {
  try {
    mounted("ro")[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
}

function mounted(option) {
  const folder = temporaryFolder();
  execFileSync("mount", ["-t", "tmpfs", "-o", option, "tmpfs", folder.path], { stdio: "ignore" });
  const unmount = () => execFileSync("umount", ["--lazy", folder.path]);
  const forget = atExit(unmount);
  return {
    path: folder.path,
    [Symbol.dispose]() {
      forget();
      unmount();
      folder[Symbol.dispose]();
    },
  };
}
