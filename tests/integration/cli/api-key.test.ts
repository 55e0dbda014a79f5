import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf } from "../../support/api.ts";
import { type CliResult, tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

const KEY = /^tocsin_[A-Za-z0-9_-]{43}\n$/;

test("with --init on an empty folder, before the first start: prints the key and nothing else", async () => {
  using folder = temporaryFolder();
  const made = await cli(["api-key", "create", "--name", "CI", "--scopes", "ingest", "--init"], {
    dataDir: folder.path,
  });
  expect(made).toEqual({ code: 0, stdout: expect.stringMatching(KEY), stderr: "" });

  await using tocsin = await startTocsin({ dataDir: folder.path });
  expect(await apiOf(tocsin.url, made.stdout.trim()).post({ alert_title: "A" })).toMatchObject({
    accepted: 1,
  });
});

describe("while the app runs", () => {
  let tocsin: Tocsin;
  let key: string;
  let api: Api;
  const run = (...args: string[]): Promise<CliResult> =>
    cli(["api-key", ...args], { dataDir: tocsin.dataDir });

  beforeAll(async () => {
    tocsin = await startTocsin();
    const made = await run("create", "--name", "CI server", "--scopes", "read, ingest");
    expect(made).toEqual({ code: 0, stdout: expect.stringMatching(KEY), stderr: "" });
    key = made.stdout.trim();
    api = apiOf(tocsin.url, key);
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  test("a new key counts at once, for its scopes", async () => {
    expect(await api.post({ alert_title: "A" })).toMatchObject({ accepted: 1 });
    expect((await api.get("/api/v1/channels")).status).toBe(200);
    expect((await api.request("POST", "/api/v1/channels", { body: {} })).status).toBe(403);
  });

  test("the list shows what tells keys apart, never a key", async () => {
    const { code, stdout, stderr } = await run("list");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /^ID +NAME +KEY +SCOPES +CREATED +LAST USED +STATE\nkey_[0-9a-f-]{36} +CI server +tocsin_.{4}… +ingest,read +\S+Z +\S+Z +in force\n$/,
    );
    expect(stdout).not.toContain(key);
  });

  test("the list for programs is JSON, with the same and no key", async () => {
    const { code, stdout } = await run("list", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      {
        id: expect.stringMatching(/^key_/),
        name: "CI server",
        hint: key.slice(0, 11),
        scopes: ["ingest", "read"],
        state: "in force",
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        last_used_at: expect.stringMatching(/Z$/),
        revoked_at: null,
      },
    ]);
    expect(stdout).not.toContain(key);
  });

  test("a revoked key is refused at the very next request", async () => {
    expect(await run("revoke", "CI server")).toEqual({ code: 0, stdout: "Revoked CI server.\n", stderr: "" });
    expect((await api.request("POST", "/api/v1/alerts", { body: { alert_title: "A" } })).status).toBe(401);
    expect((await run("list")).stdout).toMatch(/ revoked\n$/);
  });

  test.each<[string[], RegExp]>([
    [["revoke", "CI server"], /^There is no API key "CI server" in force/],
    [["create", "--name", " ", "--scopes", "read"], /^name: Name is required\.$/m],
    [
      ["create", "--name", "A", "--scopes", "admin"],
      /^scopes\[0\]: A scope is one of ingest, read, operate, manage\.$/m,
    ],
    [["create", "--scopes", "read"], /--name/],
    [["remove", "A"], /unknown command/],
  ])("%j: an error on stderr, exit code 1, nothing on stdout, nothing changed", async (args, message) => {
    const keys = () =>
      inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT id, revoked_at FROM api_keys").all());
    const before = keys();
    expect(await run(...args)).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(keys()).toEqual(before);
  });

  test("of two keys of one name, one is revoked by its id", async () => {
    await run("create", "--name", "Twin", "--scopes", "read");
    await run("create", "--name", "Twin", "--scopes", "read");
    expect(await run("revoke", "Twin")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/give the id of one/),
    });
    const [id] = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT id FROM api_keys WHERE name = 'Twin'").pluck().all(),
    );
    expect(await run("revoke", String(id))).toMatchObject({ code: 0, stdout: "Revoked Twin.\n" });
  });

  test("what the command line did is in the audit log as such, without the key", () => {
    const rows = inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT * FROM audit").all());
    expect(rows[0]).toMatchObject({ actor_kind: "cli", action: "api-keys.create", target_name: "CI server" });
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(tocsin.output()).not.toContain(key);
  });
});
