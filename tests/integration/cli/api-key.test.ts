import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, apiOf, createApiKey } from "../../support/api.ts";
import { type CliResult, tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

const KEY = /^tocsin_[A-Za-z0-9_-]{49}\n$/;

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
      /^ID +NAME +KEY +SCOPES +NAMESPACE +ADDRESSES +PER MINUTE +CREATED +BY +LAST USED +EXPIRES +STATE\nkey_[0-9a-f-]{36} +CI server +tocsin_.{4}… +ingest,read +ci-server +all +no limit +\S+Z +the command line +\d{4}-\d\d-\d\d +never +in force\n$/,
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
        namespace: "ci-server",
        addresses: null,
        per_minute: null,
        state: "in force",
        created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        created_by: "the command line",
        last_used_on: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        expires_at: null,
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
    [["revoke", "CI server"], /^There is no live API key "CI server"/],
    [["create", "--name", " ", "--scopes", "read"], /^name: Name is required\.$/m],
    [
      ["create", "--name", "A", "--scopes", "admin"],
      /^scopes\[0\]: A scope is one of ingest, read, operate, manage\.$/m,
    ],
    [["create", "--scopes", "read"], /--name/],
    [
      ["create", "--name", "A", "--scopes", "read", "--expires", "soon"],
      /^expires: Expires is a whole number with m, h or d/m,
    ],
    [
      ["create", "--name", "A", "--scopes", "read", "--expires", "2020-01-01T00:00:00Z"],
      /^expires: The key would have expired already/m,
    ],
    [
      ["create", "--name", "A", "--scopes", "read", "--addresses", "10.0.0.1/8"],
      /^addresses: "10\.0\.0\.1\/8" is an address inside a range/m,
    ],
    [
      ["create", "--name", "A", "--scopes", "read", "--per-minute", "0"],
      /^per_minute: Requests per minute is a whole number from 1 to 1,000,000\.$/m,
    ],
    [
      ["create", "--name", "A", "--scopes", "read", "--namespace", "A b"],
      /^namespace: A namespace has at most 30 of the characters/m,
    ],
    [["remove", "A"], /unknown command/],
  ])("%j: an error on stderr, exit code 1, nothing on stdout, nothing changed", async (args, message) => {
    const keys = () =>
      inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT id, revoked_at FROM api_keys").all());
    const before = keys();
    expect(await run(...args)).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(keys()).toEqual(before);
  });

  test("the name of a live key is taken, whatever its case; a revoked key's is free", async () => {
    expect(await run("create", "--name", "Grafana", "--scopes", "read")).toMatchObject({ code: 0 });
    expect(await run("create", "--name", "GRAFANA", "--scopes", "read")).toEqual({
      code: 1,
      stdout: "",
      stderr: 'name: A live API key is already named "Grafana": choose another name, or revoke that key.\n',
    });
    await run("revoke", "Grafana");
    expect(await run("create", "--name", "GRAFANA", "--scopes", "read")).toMatchObject({ code: 0 });
  });

  test("of two keys that an earlier version gave one name, one is revoked by its id", async () => {
    createApiKey(tocsin.dataDir, ["read"], "Twin");
    createApiKey(tocsin.dataDir, ["read"], "Twin");
    expect(await run("revoke", "Twin")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/give the id of one/),
    });
    const [id] = inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT id FROM api_keys WHERE name = 'Twin'").pluck().all(),
    );
    expect(await run("revoke", String(id))).toMatchObject({ code: 0, stdout: "Revoked Twin.\n" });
  });

  test("what confines a key is kept and listed", async () => {
    const made = await run(
      ...["create", "--name", "Backup", "--scopes", "ingest", "--expires", "90d"],
      ...["--addresses", "10.0.0.0/8, 2001:db8::1", "--per-minute", "60", "--namespace", "nightly"],
    );
    expect(made.code).toBe(0);
    const listed = JSON.parse((await run("list", "--json")).stdout);
    const backup = listed.find(({ name }: { name: string }) => name === "Backup");
    expect(backup).toMatchObject({
      addresses: ["10.0.0.0/8", "2001:db8::1"],
      per_minute: 60,
      namespace: "nightly",
      last_used_on: null,
    });
    expect(Date.parse(backup.expires_at) - Date.parse(backup.created_at)).toBe(90 * 24 * 3_600_000);
  });

  test("what the command line did is in the audit log as such, without the key", () => {
    const rows = inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT * FROM audit").all());
    expect(rows[0]).toMatchObject({ actor_kind: "cli", action: "api-keys.create", target_name: "CI server" });
    expect(JSON.stringify(rows)).not.toContain(key);
    expect(tocsin.output()).not.toContain(key);
  });
});
