import { execFileSync } from "node:child_process";
import { once } from "node:events";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAGES } from "../integration/access/classes.ts";
import { type Api, apiOf } from "../support/api.ts";
import { atExit } from "../support/at-exit.ts";
import { tocsin as cli } from "../support/cli.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
import { startOneFile } from "../support/process.ts";
import { type Receiver, startReceiver } from "../support/receiver.ts";
import { startTocsin, type Tocsin, type TocsinOptions } from "../support/server.ts";
import { until } from "../support/until.ts";
import { type ActionRef, Visitor } from "../support/visitor.ts";
import { NAME, type Packaged, packageIt } from "./one-file.ts";

let packaged: Packaged;

beforeAll(async () => {
  packaged = await packageIt();
});

afterAll(() => packaged?.[Symbol.dispose]());

const start = (options: TocsinOptions = {}): Promise<Tocsin> =>
  startTocsin({ ...options, oneFile: packaged.file });

const command = (dataDir: string, ...args: string[]) => cli(args, { dataDir, oneFile: packaged.file });

/** The folders that are unpacked there, whole or not. */
const unpackedIn = (folder: string): string[] => readdirSync(folder).sort();

const runtimeOf = (dataDir: string): string => {
  const [name = "", ...others] = unpackedIn(join(dataDir, "runtime"));
  expect(others).toEqual([]);
  return join(dataDir, "runtime", name);
};

describe("what is released", () => {
  const inDist = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: packaged.dist, encoding: "utf8" });

  test("is an archive of at most 60 MB with the program, its licences and its parts", () => {
    const { size } = statSync(join(packaged.dist, `${NAME}.tar.xz`));
    console.log(`${NAME}.tar.xz: ${(size / 1e6).toFixed(1)} MB`);
    expect(size).toBeLessThanOrEqual(60_000_000);
    expect(readdirSync(dirname(packaged.file)).sort()).toEqual([
      "THIRD-PARTY-LICENCES.txt",
      "sbom.cdx.json",
      "tocsin",
    ]);
  });

  test("names every part with its licence", () => {
    const beside = (name: string) => readFileSync(join(dirname(packaged.file), name), "utf8");
    const bill = JSON.parse(beside("sbom.cdx.json"));
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", metadata: { component: { name: "tocsin" } } });
    const parts: string[] = bill.components.map(({ name }: { name: string }) => name);
    const wanted = ["next", "react", "better-sqlite3", "zod", "@base-ui/react", `node-linux-${process.arch}`];
    expect(parts).toEqual(expect.arrayContaining(wanted));
    expect(parts).not.toEqual(expect.arrayContaining(["vitest"]));
    const licences = beside("THIRD-PARTY-LICENCES.txt");
    for (const part of wanted) expect(licences).toContain(`\n${part} `);
    expect(licences).toContain("Node.js is licensed for use as follows");
  });

  test("is checked by its sums, and these by their signature", () => {
    expect(inDist("sha256sum", "--check", "SHA256SUMS")).toBe(`${NAME}: OK\n${NAME}.tar.xz: OK\n`);
    writeFileSync(join(packaged.dist, "signers"), `tocsin ${readFileSync(packaged.publicKey, "utf8")}`);
    const verify = "ssh-keygen -Y verify -f signers -I tocsin -n file -s SHA256SUMS.sig < SHA256SUMS";
    expect(inDist("sh", "-c", verify)).toContain('Good "file" signature for tocsin');
    const changed = verify.replace("< SHA256SUMS", "< signers");
    expect(() => execFileSync("sh", ["-c", changed], { cwd: packaged.dist, stdio: "pipe" })).toThrow();
  });
});

describe("in an empty folder, without Node.js, PATH or environment", () => {
  const ada = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
  const setUp: ActionRef = { file: "app/setup/actions.ts", name: "setUp", page: "/setup" };
  let folder: Folder;
  let receiver: Receiver;
  let tocsin: Tocsin;
  let api: Api;

  beforeAll(async () => {
    folder = temporaryFolder();
    receiver = await startReceiver();
    const first = performance.now();
    tocsin = await start({ dataDir: folder.path });
    console.log(`The first start took ${((performance.now() - first) / 1000).toFixed(2)} s.`);
  });

  afterAll(async () => {
    await tocsin?.[Symbol.asyncDispose]();
    await receiver?.[Symbol.asyncDispose]();
    folder?.[Symbol.dispose]();
  });

  const restart = async () => {
    const again = performance.now();
    tocsin = await start({ dataDir: folder.path });
    console.log(`A later start took ${((performance.now() - again) / 1000).toFixed(2)} s.`);
    api = apiOf(tocsin.url, api.key);
  };

  const delivered = (title: string) =>
    receiver.waitFor((all) => all.some(({ rawBody }) => rawBody.toString().includes(title)));

  test("the first admin is made, and sees every page", async () => {
    const visitor = new Visitor(tocsin.url);
    const token = new URL(await tocsin.setupUrl()).searchParams.get("token") ?? "";
    expect(await visitor.act(setUp, [{ token, ...ada }])).toMatchObject({ ok: true });
    expect((await visitor.signIn(ada.email, ada.password)).error).toBeNull();
    const pages = Object.keys(PAGES).filter(
      (page) => !/\[|\/_|^\/(?:invite|login|setup|sign-in|second)/.test(page),
    );
    for (const page of pages) {
      const answer = await visitor.request(page);
      expect([page, [200, 303, 307].includes(answer.status)]).toEqual([page, true]);
      expect(await answer.text()).not.toContain("Something went wrong");
    }
    expect(tocsin.logs().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  test("an alert becomes a delivery", async () => {
    const scopes = ["--scopes", "ingest,read,operate,manage"];
    const made = await command(folder.path, "api-key", "create", "--name", "Package", ...scopes);
    expect(made).toMatchObject({ code: 0, stderr: "" });
    api = apiOf(tocsin.url, made.stdout.trim());
    await api.createChannel({ url: `${receiver.url}/hook` });
    await api.createRule({ name: "All" });
    await api.post({ alert_id: "one", alert_title: "First", status: "Open" });
    await delivered("First");
  });

  test("a source of one's own is judged in its thread", async () => {
    const made = await api.request<{ id: string }>("POST", "/api/v1/sources", {
      body: { name: "Own", fields: { alert_title: "body.title" } },
    });
    expect(made).toMatchObject({ status: 201 });
    const posted = await api.request("POST", `/api/v1/in/${made.body.id}`, { body: { title: "Mapped" } });
    expect(posted).toMatchObject({ status: 202 });
    await delivered("Mapped");
  });

  test("after kill -9 it goes on, and has unpacked nothing twice", async () => {
    await api.post({ alert_id: "two", alert_title: "Second", status: "Open" });
    await tocsin.kill();
    const { mtimeMs } = statSync(runtimeOf(folder.path));
    await restart();
    await delivered("Second");
    expect(statSync(runtimeOf(folder.path)).mtimeMs).toBe(mtimeMs);
  });

  test("a backup is made while it runs and is restored when it is stopped", async () => {
    const backup = join(folder.path, "copy.db");
    expect(await command(folder.path, "backup", backup)).toMatchObject({ code: 0, stderr: "" });
    await api.post({ alert_id: "three", alert_title: "Third", status: "Open" });
    expect(await tocsin.stop()).toBe(0);
    expect(await command(folder.path, "restore", backup)).toMatchObject({ code: 0 });
    await restart();
    expect((await api.get("/api/v1/alerts/one")).status).toBe(200);
    expect((await api.get("/api/v1/alerts/three")).status).toBe(404);
  });

  test("the process keeps its id, and ends cleanly on SIGTERM", async () => {
    const name = readFileSync(`/proc/${tocsin.pid}/cmdline`, "utf8");
    expect(name).toContain(`${runtimeOf(folder.path)}/app/server.ts`);
    expect(await tocsin.stop()).toBe(0);
  });
});

describe("unpacking", () => {
  const prints = (dataDir: string) => command(dataDir, "user", "--help");

  test("happens under UNPACK_DIR, for its owner alone, and can't be written", async () => {
    using folder = temporaryFolder();
    using elsewhere = temporaryFolder();
    const env = { UNPACK_DIR: join(elsewhere.path, "a", "b") };
    const { code } = await cli(["--help"], { dataDir: folder.path, env, oneFile: packaged.file });
    expect(code).toBe(0);
    expect(readdirSync(folder.path)).toEqual([]);
    const [name = ""] = unpackedIn(env.UNPACK_DIR);
    const unpacked = join(env.UNPACK_DIR, name);
    for (const path of ["", "tocsin", "app", "app/lib"])
      expect(statSync(join(unpacked, path)).mode & 0o777).toBe(0o500);
    expect(statSync(join(unpacked, "app/server.ts")).mode & 0o777).toBe(0o400);
  });

  test("--version and --help need no installation", async () => {
    using folder = temporaryFolder();
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    expect(await command(folder.path, "--version")).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
    expect(readdirSync(folder.path)).toEqual([]);
    expect((await command(folder.path, "--help")).stdout).toMatch(/start .*run the app/);
    expect(readdirSync(folder.path)).toEqual(["runtime"]);
  });

  test("two starts at once both run", async () => {
    using folder = temporaryFolder();
    const both = await Promise.all([prints(folder.path), prints(folder.path)]);
    expect(both.map(({ code, stderr }) => ({ code, stderr }))).toEqual([
      { code: 0, stderr: "" },
      { code: 0, stderr: "" },
    ]);
    runtimeOf(folder.path);
  });

  test("a start that was killed leaves nothing that counts, and the next one clears it away", async () => {
    using folder = temporaryFolder();
    const child = startOneFile(packaged.file, ["--help"], { DATA_DIR: folder.path }, folder.path);
    const half = join(folder.path, "runtime");
    await until("it to unpack", async () => existsSync(half) && unpackedIn(half).length > 0);
    child.kill("SIGKILL");
    await once(child, "close");
    expect(unpackedIn(half)[0]).toMatch(/^[0-9a-f]{64}\.\d+$/);
    expect(await prints(folder.path)).toMatchObject({ code: 0 });
    runtimeOf(folder.path);
  });

  test("a file that is changed, cut off or missing is put right", async () => {
    using folder = temporaryFolder();
    await prints(folder.path);
    const file = join(runtimeOf(folder.path), "app", "lib", "cli", "main.ts");
    const whole = readFileSync(file);
    for (const damage of [
      () => appendFileSync(file, " "),
      () => truncateSync(file, 10),
      () => rmSync(file),
    ]) {
      chmodSync(dirname(file), 0o700);
      chmodSync(file, 0o600);
      damage();
      expect(await prints(folder.path)).toMatchObject({ code: 0, stderr: "" });
      runtimeOf(folder.path);
      expect(readFileSync(file)).toEqual(whole);
    }
  });

  test("what older versions unpacked goes after a good start alone", async () => {
    using folder = temporaryFolder();
    const older = join(folder.path, "runtime", "0".repeat(64));
    mkdirSync(join(older, "app"), { recursive: true });
    writeFileSync(join(older, "app", "server.ts"), "");
    chmodSync(join(older, "app"), 0o500);
    await prints(folder.path);
    expect(existsSync(older)).toBe(true);
    await using tocsin = await start({ dataDir: folder.path });
    await until("the older one to go", async () => !existsSync(older));
    runtimeOf(tocsin.dataDir);
  });
});

describe("where it can't unpack, it says what to do", () => {
  const refused = async (env: Record<string, string>) => {
    using folder = temporaryFolder();
    const child = startOneFile(packaged.file, [], { DATA_DIR: folder.path, ...env }, folder.path);
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
      if (option !== "ro") expect(unpackedIn(join(disk.path, "unpacked"))).toEqual([]);
    });
  });

  test("a file that lost its end says that it is damaged", async () => {
    using folder = temporaryFolder();
    const cut = join(folder.path, "tocsin");
    execFileSync("cp", [packaged.file, cut]);
    truncateSync(cut, statSync(cut).size - 100);
    expect(await cli(["--help"], { dataDir: folder.path, oneFile: cut })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is damaged: fetch it again"),
    });
  });
});

function mayMount(): boolean {
  try {
    mounted("ro")[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
}

function mounted(option: string): Folder {
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
