import { get, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startReceiver } from "../../support/receiver.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

let tocsin: Tocsin;
let api: Api;

beforeAll(async () => {
  await using receiver = await startReceiver({ answer: () => ({ status: 404 }) });
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  api = connect(tocsin);
  await api.createChannel({ name: "=Jira", url: receiver.url });
  const details = { region: "eu", ports: [1, 2] };
  const { results } = await api.post([
    { alert_id: "disk", alert_title: "=cmd()", priority: "High", details },
    { alert_id: "memory", alert_title: 'Memory, "full"', status: "Resolved" },
  ]);
  for (const { event_id } of results) await api.waitForDelivery(event_id, "failed");
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const lines = (text: string) => text.split("\r\n").filter((line) => line !== "");
const rowsOf = (text: unknown) =>
  String(text)
    .split("\n")
    .filter((line) => line !== "")
    .map((line): Record<string, unknown> => JSON.parse(line));

async function download(path: string): Promise<{ headers: Headers; text: string }> {
  const answer = await fetch(tocsin.url + path, { headers: { authorization: `Bearer ${api.key}` } });
  expect(answer.status).toBe(200);
  return { headers: answer.headers, text: await answer.text() };
}

type Row = { action: string; targetId: string; targetName: string; details: Record<string, unknown> };

/** The audit log's rows about exports. */
const audited = (): Row[] =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare<[], Omit<Row, "details"> & { details: string }>(
        `SELECT action, target_id AS targetId, target_name AS targetName, details FROM audit
         WHERE action LIKE 'exports.%' ORDER BY seq`,
      )
      .all()
      .map((row) => ({ ...row, details: JSON.parse(row.details) })),
  );

describe("alerts", () => {
  test("as CSV: a header, RFC 4180, no formulas, and details as JSON", async () => {
    const { headers, text } = await download("/api/v1/export/alerts");
    expect(headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(headers.get("content-disposition")).toMatch(
      /^attachment; filename="tocsin-alerts-\d{8}T\d{4}Z\.csv"$/,
    );
    const [head, memory, disk] = lines(text);
    expect(head).toMatch(/^alert_id,alert_title,category,.+,update_at,details,occurrences,first_at$/);
    expect(memory).toMatch(/^memory,"Memory, ""full""",/);
    expect(disk).toMatch(/^disk,'=cmd\(\),.*,"\{""region"":""eu"",""ports"":\[1,2\]\}",1,/);
  });

  test("as NDJSON: each as in the list, in the order in which they were first seen", async () => {
    const { headers, text } = await download("/api/v1/export/alerts?format=ndjson");
    expect(headers.get("content-type")).toBe("application/x-ndjson");
    const { body } = await api.get<{ data: unknown[] }>("/api/v1/alerts");
    expect(rowsOf(text)).toEqual(body.data);
  });

  test.each([
    ["status=Resolved", ["memory"]],
    ["priority=High", ["disk"]],
    ["q=memory", ["memory"]],
    ["source_name=nobody", []],
  ])("by the filter %s", async (filter, ids) => {
    const { text } = await download(`/api/v1/export/alerts?format=ndjson&${filter}`);
    expect(rowsOf(text).map(({ alert_id }) => alert_id)).toEqual(ids);
  });
});

test("deliveries have what their last attempt came to", async () => {
  const { text } = await download("/api/v1/export/deliveries?format=ndjson&state=failed&alert_id=disk");
  const [row, ...others] = rowsOf(text);
  expect(others).toEqual([]);
  expect(row).toMatchObject({
    alert_id: "disk",
    channel_name: "=Jira",
    state: "failed",
    reason: "final_status",
    outcome: "http_status",
    status: 404,
    message: expect.stringMatching(/answered 404/),
  });
  const csv = await download("/api/v1/export/deliveries?state=failed");
  expect(lines(csv.text)).toHaveLength(3);
  expect(csv.text).toContain(",'=Jira,");
});

test("the audit log says who did what, and is for those who may manage", async () => {
  const { text } = await download("/api/v1/export/audit?format=ndjson&action=channels.create");
  expect(rowsOf(text)).toEqual([
    expect.objectContaining({ actor_kind: "api_key", actor_name: "Tests", target_name: "=Jira" }),
  ]);
  const answer = await connect(tocsin, ["read"]).get<Problem>("/api/v1/export/audit");
  expect(answer.status).toBe(403);
});

test.each([
  ["alerts?format=xml", "format", "format is csv or ndjson."],
  ["alerts?limit=10", "limit", expect.any(String)],
  ["deliveries?state=lost", "state", expect.stringMatching(/^state is one of/)],
  ["audit?action=nothing", "action", expect.stringMatching(/^action is the name of a change/)],
])("%s is 422", async (path, member, message) => {
  const { status, body } = await api.get<Problem>(`/api/v1/export/${path}`);
  expect([status, body.issues]).toEqual([422, [{ path: member, message }]]);
});

test("HEAD says what a GET would answer, and records nothing", async () => {
  const before = audited().length;
  const answer = await api.request("HEAD", "/api/v1/export/alerts");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "text/csv; charset=utf-8; header=present",
  ]);
  expect(audited()).toHaveLength(before);
});

test("the page's address takes a session and no key", async () => {
  const answer = await api.get<Problem>("/api/export/alerts");
  expect([answer.status, answer.body.detail]).toEqual([401, "Sign in first."]);
});

test("a whole export leaves its beginning and its end in the audit log", async () => {
  const before = audited().length;
  await download("/api/v1/export/alerts?format=ndjson&status=Resolved");
  const rows = await until("the end", async () => {
    const since = audited().slice(before);
    return since.length === 2 ? since : undefined;
  });
  const targetId = expect.stringMatching(/^exp_/);
  expect(rows).toEqual([
    {
      action: "exports.begin",
      targetId,
      targetName: "alerts",
      details: { format: "ndjson", filter: { status: "Resolved" } },
    },
    {
      action: "exports.end",
      targetId: rows[0]?.targetId,
      targetName: "alerts",
      details: { rows: 1, whole: true },
    },
  ]);
});

describe("with more rows than a connection holds", () => {
  const MANY = 40_000;

  beforeAll(() => {
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.exec(`
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${MANY})
        INSERT INTO audit (at, actor_kind, actor_name, action, target_name, details)
        SELECT i, 'system', 'system', 'key.rotate', 'row ' || i, json_object('filler', printf('%.900c', 'x')) FROM n`),
    );
  });

  const byKey = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });

  /** Begins an export and reads nothing of it. */
  function begin(headers = byKey(api.key), path = "/api/v1/export/audit"): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      get(`${tocsin.url}${path}?format=ndjson&action=key.rotate`, { headers }, (response) => {
        response.on("error", () => {});
        resolve(response.pause());
      }).on("error", reject);
    });
  }

  test("at most four run at once, the log says which were cut off, and one that is read is whole", async () => {
    const before = audited().length;
    const open = await Promise.all([begin(), begin(), begin(), begin()]);
    expect(open.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
    const fifth = await api.get<Problem>("/api/v1/export/alerts");
    expect([fifth.status, fifth.body.detail]).toEqual([
      503,
      "4 exports are running, the most at a time: try again later.",
    ]);
    expect(fifth.headers.get("retry-after")).toBe("5");
    expect(fifth.headers.get("content-type")).toBe("application/problem+json");
    expect(fifth.headers.has("content-disposition")).toBe(false);
    const [whole, ...left] = open;
    for (const response of left) response.destroy();
    const ends = () =>
      audited()
        .slice(before)
        .filter(({ action }) => action === "exports.end");
    await until("three ends", async () => (ends().length === 3 ? true : undefined));
    for (const { details } of ends())
      expect(details).toMatchObject({ whole: false, because: "The client closed the connection." });

    let bytes = 0;
    let rows = 0;
    for await (const chunk of whole ?? []) {
      bytes += chunk.length;
      rows += String(chunk).split("\n").length - 1;
    }
    expect([rows, bytes > MANY * 900]).toEqual([MANY, true]);
    await until("the fourth end", async () => (ends().length === 4 ? true : undefined));
    expect(ends().at(-1)?.details).toEqual({ rows: MANY, whole: true });
  });

  const read = async (response: IncomingMessage) => {
    for await (const _ of response);
  };

  /** Begins an export by a session of its own. */
  async function beginBySession(): Promise<IncomingMessage> {
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(email, password);
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return begin({ cookie }, "/api/export/audit");
  }

  test.each([
    ["The session has ended.", beginBySession, "DELETE FROM sessions"],
    ["The user's role no longer allows it.", beginBySession, "UPDATE users SET role = 'viewer'"],
    [
      "The API key was revoked or has expired.",
      () => begin(byKey(connect(tocsin, ["manage"]).key)),
      "UPDATE api_keys SET revoked_at = 1 WHERE created_at = (SELECT max(created_at) FROM api_keys)",
    ],
  ])("one is cut off, and the log says: %s", async (because, beginOne, change) => {
    const before = audited().length;
    const response = await beginOne();
    inDatabase(tocsin.dataDir, (sqlite) => sqlite.exec(change));
    await expect(read(response)).rejects.toThrow("aborted");
    const end = await until("the end", async () => audited()[before + 1]);
    expect(end).toMatchObject({ action: "exports.end", details: { whole: false, because } });
  });

  test("a stop cuts one off: the client is told, and the log", async () => {
    const response = await begin();
    const before = audited().length;
    await tocsin.stop();
    await expect(read(response)).rejects.toThrow("aborted");
    expect(audited().slice(before)).toMatchObject([
      { action: "exports.end", details: { whole: false, because: "Tocsin was stopped." } },
    ]);
  });
});
