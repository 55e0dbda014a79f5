import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAGES } from "../integration/access/classes.ts";
import { type Api, apiOf } from "../support/api.ts";
import { tocsin as cli } from "../support/cli.ts";
import { type Folder, temporaryFolder } from "../support/folder.ts";
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

/** Leaves in the data folder what an older version unpacked. */
function unpackedBefore(dataDir: string): void {
  const app = join(dataDir, "runtime", "0".repeat(64), "app");
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, "server.ts"), "");
  chmodSync(app, 0o500);
}

const runtimeOf = (dataDir: string): string => {
  const [name = "", ...others] = readdirSync(join(dataDir, "runtime"));
  expect(others).toEqual([]);
  return join(dataDir, "runtime", name);
};

describe("what is released", () => {
  const inDist = (program: string, ...args: string[]) =>
    execFileSync(program, args, { cwd: packaged.dist, encoding: "utf8" });

  test("is an archive of at most 60 MB with the program, its licences, its parts and deploy/", () => {
    const { size } = statSync(join(packaged.dist, `${NAME}.tar.xz`));
    console.log(`${NAME}.tar.xz: ${(size / 1e6).toFixed(1)} MB`);
    expect(size).toBeLessThanOrEqual(60_000_000);
    expect(readdirSync(dirname(packaged.file)).sort()).toEqual([
      "THIRD-PARTY-LICENCES.txt",
      "deploy",
      "sbom.cdx.json",
      "tocsin",
    ]);
    expect(readdirSync(join(dirname(packaged.file), "deploy")).sort()).toEqual([
      "Caddyfile",
      "nginx.conf",
      "tocsin.service",
      "tocsinctl",
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
    unpackedBefore(folder.path);
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

  test("what an older version unpacked is gone", async () => {
    await until("it to go", async () => readdirSync(join(folder.path, "runtime")).length === 1);
  });

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

  test("its help names the app's start too", async () => {
    expect((await command(folder.path, "--help")).stdout).toMatch(/start .*run the app/);
  });

  test("the process keeps its id, and ends cleanly on SIGTERM", async () => {
    const name = readFileSync(`/proc/${tocsin.pid}/cmdline`, "utf8");
    expect(name).toContain(`${runtimeOf(folder.path)}/app/server.js`);
    expect(await tocsin.stop()).toBe(0);
  });
});
