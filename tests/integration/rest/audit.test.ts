import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import type { AuditRecord } from "#lib/web/rest/audit.ts";
import { type Api, connect, type Page, type Problem, type Rule } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

type Row = z.output<typeof AuditRecord>;

const email = "ada@example.com";
const password = "correct horse battery";
const env = { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, TRUSTED_PROXIES: "loopback" };
const LOG = "/settings/audit-log";
const signOut: ActionRef = { file: "app/(console)/actions.ts", name: "signOut", page: LOG };
const findThings: ActionRef = {
  file: "app/(console)/settings/audit-log/actions.ts",
  name: "findThings",
  page: LOG,
};

let tocsin: Tocsin;
let api: Api;
let rule: Rule;

const from = (address: string) => new Visitor(tocsin.url, { "x-forwarded-for": address });

async function user(role: string): Promise<Visitor> {
  const made = await cli(
    [
      "user",
      "create",
      "--email",
      `${role}@example.com`,
      "--name",
      role,
      "--role",
      role,
      "--password-file",
      "-",
    ],
    { dataDir: tocsin.dataDir, stdin: `${password}\n` },
  );
  expect(made.code).toBe(0);
  const visitor = from("198.51.100.9");
  await visitor.signIn(`${role}@example.com`, password);
  return visitor;
}

const log = async (query: Record<string, string> = {}): Promise<Page<Row>> =>
  (await api.get<Page<Row>>(`/api/v1/audit?${new URLSearchParams(query)}`)).body;

beforeAll(async () => {
  tocsin = await startTocsin({ env });
  api = connect(tocsin);
  rule = await api.createRule({ name: "Disks" });
  await api.request("PATCH", `/api/v1/rules/${rule.id}`, { body: { enabled: false } });
  const visitor = from("198.51.100.1");
  await visitor.signIn(email, password);
  await (await visitor.callAction(signOut, [])).text();
});

afterAll(() => tocsin[Symbol.asyncDispose]());

describe("the log over REST", () => {
  test("says who did what, when, from where, to which thing, newest first", async () => {
    const { data } = await log();
    const by = { actor_kind: "user", actor_name: "ada", address: "198.51.100.1", target_name: email };
    const key = { actor_kind: "api_key", actor_name: "Tests", address: "127.0.0.1", target_id: rule.id };
    expect(data).toEqual([
      expect.objectContaining({ ...by, action: "users.sign-out", details: null }),
      expect.objectContaining({ ...by, action: "users.sign-in", details: null }),
      expect.objectContaining({
        ...key,
        action: "rules.update",
        details: { enabled: false, was: { enabled: true } },
      }),
      expect.objectContaining({ ...key, action: "rules.create" }),
      expect.objectContaining({ actor_kind: "system", address: null, action: "users.create" }),
    ]);
    const times = data.map(({ at }) => Date.parse(at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
  });

  test("is narrowed by person, action, thing and time", async () => {
    const { data: all } = await log();
    const ada = all.find(({ actor_name }) => actor_name === "ada")?.actor_id ?? "";
    const actions = async (query: Record<string, string>) =>
      (await log(query)).data.map(({ action }) => action);
    expect(await actions({ actor_id: ada })).toEqual(["users.sign-out", "users.sign-in"]);
    expect(await actions({ actor_kind: "system" })).toEqual(["users.create"]);
    expect(await actions({ action: "rules.update" })).toEqual(["rules.update"]);
    expect(await actions({ target_id: rule.id })).toEqual(["rules.update", "rules.create"]);
    expect(await actions({ target_id: rule.id, actor_id: ada })).toEqual([]);
    expect(await actions({ since: "2100-01-01T00:00:00Z" })).toEqual([]);
    expect(await actions({ until: "2020-01-01T00:00:00Z" })).toEqual([]);
    expect(await actions({ since: all[1]?.at ?? "", until: all[0]?.at ?? "" })).toEqual(["users.sign-in"]);
  });

  test("comes in pages", async () => {
    const first = await log({ limit: "2" });
    const second = await log({ limit: "2", cursor: first.next_cursor ?? "" });
    expect([...first.data, ...second.data]).toEqual((await log({ limit: "4" })).data);
  });

  test.each([
    ["action=rules.shout", "action is the name of a change, such as rules.update."],
    ["actor_kind=robot", "actor_kind is one of user, api_key, cli, system, nobody."],
    ["since=yesterday", /^since /],
    ["cursor=x", "The cursor is not one that this list gave."],
  ])("refuses ?%s in words", async (query, detail) => {
    const answer = await api.get<Problem>(`/api/v1/audit?${query}`);
    expect(answer.status).toBe(422);
    expect(answer.body.detail).toMatch(detail);
  });

  test("takes no key without manage", async () => {
    for (const scope of ["ingest", "read", "operate"] as const)
      expect((await connect(tocsin, [scope]).get("/api/v1/audit")).status).toBe(403);
  });

  test("is exported with the same filters", async () => {
    const path = `/api/v1/export/audit?format=ndjson&target_id=${rule.id}&actor_kind=api_key`;
    const { body } = await api.get<string>(path);
    const rows = body.split("\n").filter((line) => line !== "");
    expect(rows.map((line) => JSON.parse(line))).toEqual((await log({ target_id: rule.id })).data);
    const [end, begin] = (await log()).data;
    expect([end?.action, begin?.action]).toEqual(["exports.end", "exports.begin"]);
    expect(begin?.details).toEqual({
      format: "ndjson",
      filter: { target_id: rule.id, actor_kind: "api_key" },
    });
  });
});

describe("the page", () => {
  test.each(["viewer", "operator"])("tells the %s who may read it, and shows nothing of it", async (role) => {
    const visitor = await user(role);
    for (const path of [LOG, `${LOG}/1`, `${LOG}?target_id=${rule.id}`]) {
      const html = await (await visitor.request(path)).text();
      expect(html).toContain("Only admins read the audit log: ask one of them.");
      expect(html).not.toContain("Disks");
    }
    const found = await visitor.act(findThings, ["Disks"]);
    expect(found).toMatchObject({ ok: false, message: "Your role does not allow this: ask an admin." });
    expect((await visitor.request("/api/export/audit")).status).toBe(403);
  });

  test("says that nothing is there for rows that don't exist", async () => {
    const visitor = from("198.51.100.2");
    await visitor.signIn(email, password);
    for (const seq of ["0", "999999", "1e3", "-1", "x", "9".repeat(40)]) {
      const answer = await visitor.request(`${LOG}/${seq}`);
      expect(answer.status, seq).toBe(404);
      expect(await answer.text()).toContain("Audit row not found");
    }
  });
});

test("failed sign-ins are counted by account and address, and those of unknown accounts altogether", async () => {
  using folder = temporaryFolder();
  {
    await using server = await startTocsin({ env, dataDir: folder.path });
    const tryFrom = (address: string, who: string) =>
      new Visitor(server.url, { "x-forwarded-for": address }).signIn(who, "wrong horse battery");
    for (let times = 0; times < 12; times++) await tryFrom("198.51.100.1", email);
    await tryFrom("198.51.100.2", email);
    for (const who of ["eve@example.com", "my secret password"]) await tryFrom("198.51.100.3", who);
    expect(await server.stop()).toBe(0);
  }
  const rows = inDatabase(folder.path, (sqlite) =>
    sqlite
      .prepare(
        `SELECT actor_kind AS actor, target_name AS target, address, sum(details ->> 'failures') AS failures,
           sum(details ->> 'refused') AS refused
         FROM audit WHERE action = 'users.fail-sign-in' GROUP BY target, address ORDER BY target, address`,
      )
      .all(),
  );
  expect(rows).toEqual([
    { actor: "nobody", target: null, address: null, failures: 2, refused: null },
    { actor: "nobody", target: email, address: "198.51.100.1", failures: 12, refused: 2 },
    { actor: "nobody", target: email, address: "198.51.100.2", failures: 1, refused: null },
  ]);
});
