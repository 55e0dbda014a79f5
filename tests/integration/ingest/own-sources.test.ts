import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXPRESSION_FIELDS } from "#lib/domain/source/settings.ts";
import {
  type Accepted,
  type Api,
  connect,
  createApiKey,
  type Problem,
  type Source,
} from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;
let api: Api;
let key: string;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
  key = createApiKey(tocsin.dataDir, ["ingest"], "CI");
});

afterAll(() => tocsin[Symbol.asyncDispose]());

let made = 0;
/** Makes a source of one's own. Returns its id. */
async function source(settings: Partial<Source>): Promise<string> {
  const body = { name: `Source ${++made}`, ...settings };
  const answer = await api.request<Source>("POST", "/api/v1/sources", { body });
  expect(answer.status).toBe(201);
  return answer.body.id;
}

async function post(id: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${tocsin.url}/api/v1/in/${id}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Accepted & Problem };
}

const stored = () =>
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT count(*) FROM events").pluck().get());

const BUILD = {
  alert_title: '"Build " + body.name',
  alert_id: "body.name",
  status: 'body.ok ? "Resolved" : "Open"',
  priority: "body.level",
} as const;

describe("a post", () => {
  test("becomes an alert by the expressions, and its end by the same identity", async () => {
    const id = await source({ fields: BUILD });
    const opened = await post(id, { name: "nightly", ok: false, level: "critical" });
    expect(opened.status).toBe(202);
    const alertId = opened.body.results[0]?.alert_id ?? "";
    expect(alertId).toBe(`${id}:ci:nightly`);
    expect(await api.alert(alertId)).toMatchObject({
      alert_title: "Build nightly",
      priority: "Critical",
      status: "Open",
      details: { name: "nightly", ok: false, level: "critical" },
    });
    const closed = await post(id, { name: "nightly", ok: true });
    expect(closed.body.results[0]?.alert_id).toBe(alertId);
    expect((await api.alert(alertId)).status).toBe("Resolved");
  });

  test.each(["text/plain", "application/x-www-form-urlencoded"])(
    "is read as JSON if it says %s",
    async (type) => {
      const id = await source({ fields: { alert_title: "body.a" } });
      expect((await post(id, { a: "A" }, { "content-type": type })).status).toBe(202);
    },
  );

  test("a repeat is counted, unless the source sends each", async () => {
    const dropping = await source({ fields: BUILD });
    const sending = await source({ fields: BUILD, repeats: "send" });
    const body = { name: "again", ok: false, level: "Low" };
    for (const [id, duplicate] of [
      [dropping, true],
      [sending, false],
    ] as const) {
      await post(id, body);
      expect((await post(id, body)).body.results[0]).toMatchObject({ duplicate });
    }
  });

  test("a change of the expressions counts from the next post on", async () => {
    const id = await source({ fields: { alert_title: "body.a" } });
    await post(id, { a: "A", b: "B" });
    await api.request("PATCH", `/api/v1/sources/${id}`, { body: { fields: { alert_title: "body.b" } } });
    const { body } = await post(id, { a: "A", b: "B" });
    expect((await api.alert(body.results[0]?.alert_id ?? "")).alert_title).toBe("B");
  });

  test("reads headers, but not what authenticates it", async () => {
    const fields = {
      alert_title: 'headers["x-event"]',
      category: "headers.authorization",
      description: 'headers["x-gitlab-token"]',
    };
    const id = await source({ fields });
    const { body } = await post(id, {}, { "x-event": "push", "x-gitlab-token": "glpat" });
    expect(await api.alert(body.results[0]?.alert_id ?? "")).toMatchObject({
      alert_title: "push",
      category: "••••",
      description: "••••",
    });
  });

  test("has the key in no header that is kept, whatever a proxy on the way wrote there", async () => {
    const id = await source({
      fields: { alert_title: 'headers["x-forwarded-uri"]', alert_id: '"behind a proxy"' },
    });
    const { body } = await post(id, {}, { "x-forwarded-uri": `/in?key=${key}` });
    expect(await api.alert(body.results[0]?.alert_id ?? "")).toMatchObject({ alert_title: "/in?key=••••" });
    const event = {
      "ce-specversion": "1.0",
      "ce-id": "1",
      "ce-source": "/a",
      "ce-type": "t",
      "ce-from": key,
    };
    const sent = await post("cloudevents", {}, event);
    expect(await api.alert(sent.body.results[0]?.alert_id ?? "")).toMatchObject({
      details: { from: "••••" },
    });
  });
});

describe("a post is refused whole", () => {
  test("if the third of ten alerts has a fault, which is named", async () => {
    const id = await source({ for_each: "body", fields: { alert_title: "item.t", priority: "item.p" } });
    const alerts = Array.from({ length: 10 }, (_, at) => ({ t: `T${at}`, p: at === 2 ? "urgent" : "Low" }));
    const before = stored();
    const { status, body } = await post(id, alerts);
    expect([status, body.issues?.map((issue) => issue.path)]).toEqual([422, ["[2].priority"]]);
    expect(stored()).toBe(before);
  });

  test.each([
    ["before there is an expression for the title", {}, { a: 1 }, 422, /no expression for alert_title yet/],
    ["if it is no JSON", { fields: { alert_title: "body.a" } }, "a=1", 400, /not valid JSON/],
    ["if it is half empty", { fields: { alert_title: "body.a" } }, {}, 422, /every alert needs a title/],
    [
      "if it is 1 MiB of nesting",
      { fields: { alert_title: "body.a" } },
      "[".repeat(524_288) + "]".repeat(524_288),
      422,
      /nested more than 100 levels/,
    ],
    [
      "if it has more than 100 entries",
      { for_each: "body", fields: { alert_title: '"T"' } },
      Array.from({ length: 101 }, () => 1),
      422,
      /at most 100 entries/,
    ],
    [
      "if its expressions read too much",
      { for_each: "body.l", fields: { alert_title: 'body.t.contains("b") ? "a" : "b"' } },
      { l: Array.from({ length: 100 }, () => 1), t: "a".repeat(500_000) },
      422,
      /more than 20 MB/,
    ],
  ])("%s", async (_, settings, body, status, detail) => {
    const answer = await post(await source(settings), body);
    expect([answer.status, answer.body.detail]).toEqual([status, expect.stringMatching(detail)]);
  });

  test("if its expressions take longer than a second; others go on meanwhile", async () => {
    const list = [Array.from({ length: 100_000 }, () => [0])];
    const slow = `${Array.from({ length: 90 }, () => "body.m == body.n").join(" && ")} ? "a" : "b"`;
    const id = await source({ fields: Object.fromEntries(EXPRESSION_FIELDS.map((field) => [field, slow])) });
    const other = await source({ fields: { alert_title: "body.a" } });
    const posts = [post(id, { m: list, n: list }), post(other, { a: "A" })];
    const native = await api.post({ alert_title: "Not delayed" });
    expect(native.accepted).toBe(1);
    const [late, next] = await Promise.all(posts);
    expect([late?.status, late?.body.detail]).toEqual([422, expect.stringMatching(/took longer than 1 s/)]);
    expect(next?.status).toBe(202);
  });

  test("404 for a source that there is not, also once it is deleted", async () => {
    const id = await source({ fields: { alert_title: "body.a" } });
    await api.request("DELETE", `/api/v1/sources/${id}`);
    expect((await post(id, { a: 1 })).status).toBe(404);
  });
});

describe("caught bodies", () => {
  const caught = (id: string) =>
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite
        .prepare("SELECT sealed, became FROM caught_bodies WHERE source_id = ? ORDER BY seq")
        .all(id)
        .map((row) => row as { sealed: Buffer; became: string })
        .map(({ sealed, became }) => ({ sealed, became: JSON.parse(became) })),
    );
  const first = (id: string) => until("the caught body", async () => caught(id)[0]);

  test("the first is kept sealed, with what became of it; not a second within a second", async () => {
    const id = await source({ fields: { alert_title: "body.a" } });
    const { body } = await post(id, { a: "findable text" });
    await post(id, { a: "B" });
    const { sealed, became } = await first(id);
    expect(became).toEqual({ status: 202, message: null, alertIds: [body.results[0]?.alert_id] });
    expect(sealed.toString("latin1")).not.toContain("findable text");
    // The next source's is kept after any that this one might still write.
    const other = await source({});
    await post(other, { a: 1 });
    await first(other);
    expect(caught(id)).toHaveLength(1);
  });

  test("of a refused post too, but of none without a valid key", async () => {
    const id = await source({});
    await post(id, { a: 1 }, { authorization: "Bearer tocsin_wrong" });
    const { body } = await post(id, { a: 1 });
    expect((await first(id)).became).toEqual({ status: 422, message: body.detail, alertIds: [] });
    expect(caught(id)).toHaveLength(1);
  });

  test("go with their source", async () => {
    const id = await source({});
    await post(id, { a: 1 });
    await first(id);
    await api.request("DELETE", `/api/v1/sources/${id}`);
    expect(caught(id)).toEqual([]);
  });
});
