import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase, stored } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const admin = { ADMIN_EMAIL: "ada@example.com", ADMIN_PASSWORD: "correct horse battery staple" };
let tocsin: Tocsin;
let api: Api;

beforeAll(async () => {
  tocsin = await startTocsin({ env: admin });
  api = connect(tocsin);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

/** Fills a table up to `count` rows with copies of its newest row, under ids and unique members of their own. */
function fill(table: string, count: number, unique: Record<string, string>): void {
  inDatabase(tocsin.dataDir, (sqlite) => {
    const columns = (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name);
    const values = columns.map((name) => unique[name] ?? `t.${name}`);
    sqlite.exec(
      `WITH RECURSIVE n(i) AS (SELECT count(*) + 1 FROM ${table} UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
       INSERT INTO ${table} SELECT ${values.join(", ")}
       FROM n, (SELECT * FROM ${table} ORDER BY rowid DESC LIMIT 1) t`,
    );
  });
}

describe("one more than an installation may have is 409, which names the limit", () => {
  test("channels, until one is deleted", async () => {
    const { id } = await api.createChannel({ name: "Real", url: "http://127.0.0.1:9/", enabled: false });
    fill("channels", 500, { id: "'chn_' || n.i", name: "'Copy ' || n.i", name_key: "'copy ' || n.i" });
    const create = () =>
      api.request<Problem>("POST", "/api/v1/channels", {
        body: { name: "More", url: "http://127.0.0.1:9/" },
      });
    const refused = await create();
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      "There are 500 channels, which is the limit: delete one that is not needed.",
    ]);
    await api.request("DELETE", `/api/v1/channels/${id}`);
    expect((await create()).status).toBe(201);
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.exec("UPDATE channels SET enabled = 0 WHERE id LIKE 'chn_%'"),
    );
  });

  test("rules", async () => {
    fill("rules", 500, { id: "'rul_' || n.i" });
    const refused = await api.request<Problem>("POST", "/api/v1/rules", {
      body: { name: "More", channels: "all" },
    });
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      expect.stringMatching(/^There are 500 rules,/),
    ]);
    inDatabase(tocsin.dataDir, (sqlite) => sqlite.exec("DELETE FROM rules WHERE id NOT LIKE 'rul_%-%'"));
  });

  test("live mutes, until one is ended", async () => {
    await api.post({ alert_id: "muted", alert_title: "Muted" });
    const create = () => {
      const until = new Date(Date.now() + 60_000).toISOString();
      return api.request<Problem & { id: string }>("POST", "/api/v1/mutes", {
        body: { alert_id: "muted", until },
      });
    };
    const { id } = (await create()).body;
    fill("mutes", 500, { id: "'mut_' || n.i" });
    const refused = await create();
    expect([refused.status, refused.body.detail]).toEqual([
      409,
      "There are 500 mutes, which is the limit: end one that is not needed.",
    ]);
    await api.request("DELETE", `/api/v1/mutes/${id}`);
    expect((await create()).status).toBe(201);
  });

  test("live API keys, until one has expired", async () => {
    fill("api_keys", 1_000, { id: "'key_' || n.i", hash: "randomblob(32)" });
    const create = () => cli(["api-key", "create", "--name", "More", "--scopes", "read"], tocsin);
    const refused = await create();
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/There are 1,000 API keys,.*: revoke one/),
    ]);
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.exec("UPDATE api_keys SET expires_at = 1 WHERE id = 'key_500'"),
    );
    expect((await create()).code).toBe(0);
  });

  test("users, on the command line", async () => {
    fill("users", 1_000, { id: "'usr_' || n.i", email: "n.i || '@x'", email_key: "n.i || '@x'" });
    const user = await cli(["user", "create", "--email", "more@example.com", "--name", "More"], tocsin);
    expect([user.code, user.stderr]).toEqual([1, expect.stringMatching(/There are 1,000 users,/)]);
  });
});

test("a sign-in beyond 20 sessions ends the oldest", async () => {
  const visitors: Visitor[] = [];
  for (let made = 0; made < 21; made++) {
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD);
    visitors.push(visitor);
  }
  const [oldest, second] = visitors;
  expect(await oldest?.ledTo("/alerts")).toMatch(/^\/login/);
  expect(await second?.ledTo("/alerts")).toBeNull();
});

test("a post that would queue more than 50,000 deliveries is 422, and nothing of it is stored", async () => {
  await using other = await startTocsin();
  const there = connect(other);
  const names = Array.from({ length: 51 }, (_, index) => `Channel ${index}`);
  for (const name of names) await there.createChannel({ name, url: "http://127.0.0.1:9/" });
  const alerts = Array.from({ length: 1_000 }, () => ({ alert_title: "A" }));
  const answer = await there.request<Problem>("POST", "/api/v1/alerts", { body: alerts });
  expect([answer.status, answer.body.detail]).toEqual([
    422,
    expect.stringMatching(/more than 50,000 deliveries\. Split/),
  ]);
  expect(stored(other.dataDir)).toMatchObject({ events: 0, deliveries: 0, alerts: 0 });
});
