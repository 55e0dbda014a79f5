import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SOURCE_TYPES } from "#lib/domain/source/source.ts";
import { type Api, connect, type Page, type Problem, type Source } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let api: Api;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const path = "/api/v1/sources";
const create = (body: unknown) => api.request<Source & Problem>("POST", path, { body });
const read = (id: string) => api.get<Source & Problem>(`${path}/${id}`);
const patch = (id: string, body: unknown) =>
  api.request<Source & Problem>("PATCH", `${path}/${id}`, { body });
const list = async (query = "") => (await api.get<Page<Source>>(`${path}${query}`)).body;
const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

describe("POST", () => {
  test("201 with the source and its defaults", async () => {
    const answer = await create({ name: " Build server " });
    expect(answer.status).toBe(201);
    const { id } = answer.body;
    expect(answer.headers.get("location")).toBe(`${path}/${id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^src_[0-9a-f-]{36}$/),
      type: "json",
      name: "Build server",
      url: `/api/v1/in/${id}`,
      repeats: "drop",
      for_each: null,
      fields: {},
      version: 1,
      created_at: utc,
      updated_at: utc,
    });
    expect((await read(id)).body).toEqual(answer.body);
  });

  test("expressions come back as they were written, blank ones are none", async () => {
    const fields = { alert_title: 'item.job + " failed"', category: "  ", priority: null };
    const { body } = await create({ name: "Jobs", for_each: "body.jobs", fields, repeats: "send" });
    expect(body).toMatchObject({
      for_each: "body.jobs",
      repeats: "send",
      fields: { alert_title: 'item.job + " failed"' },
    });
    expect(Object.keys(body.fields ?? {})).toEqual(["alert_title"]);
  });

  test.each([
    ["no name", {}, "name", "Name is required."],
    ["a taken name", { name: "BUILD SERVER" }, "name", /already named "Build server"/],
    ["a type's name", { name: "Grafana" }, "name", /already named "grafana"/],
    ["another type", { name: "n", type: "grafana" }, "type", /type is json/],
    ["an unknown field", { name: "n", fields: { title: "body.x" } }, "fields.title", /not a known field/],
    ["no object", { name: "n", fields: [] }, "fields", /must be an object/],
    [
      "a fault",
      { name: "n", fields: { alert_title: "body.x +" } },
      "fields.alert_title",
      "The expression ends too early (character 9).",
    ],
    [
      "a loop",
      { name: "n", fields: { alert_title: "body.map(x, x)" } },
      "fields.alert_title",
      /Expressions have no loops/,
    ],
    [
      "item without a list",
      { name: "n", fields: { alert_title: "item.x" } },
      "fields.alert_title",
      /write for_each, or use body/,
    ],
    ["a long expression", { name: "n", for_each: "b".repeat(2_001) }, "for_each", /at most 2,000 characters/],
    ["a setting of types", { name: "n", ignore_labels: [] }, "ignore_labels", /not a known field/],
  ])("422 for %s", async (_, body, at, message) => {
    const answer = await create(body);
    expect([answer.status, answer.body.issues?.[0]]).toEqual([
      422,
      { path: at, message: typeof message === "string" ? message : expect.stringMatching(message) },
    ]);
  });
});

describe("PATCH", () => {
  test("changes what is given, and refuses an old version", async () => {
    const { body: made } = await create({ name: "Changed", fields: { alert_title: "body.a" } });
    const { body } = await patch(made.id, { repeats: "send", version: 1 });
    expect(body).toEqual({ ...made, repeats: "send", version: 2, updated_at: utc });
    expect((await patch(made.id, { repeats: "drop", version: 1 })).status).toBe(409);
  });

  test("takes back what was read", async () => {
    const { body: made } = await create({ name: "Read", fields: { alert_title: "body.a" } });
    expect((await patch(made.id, made)).body).toEqual({ ...made, version: 2, updated_at: utc });
    const grafana = (await read("sentry")).body;
    expect((await patch("sentry", grafana)).status).toBe(200);
  });

  test("judges the expressions together: without for_each there is no item", async () => {
    const fields = { alert_title: "item.a" };
    const { body: made } = await create({ name: "Together", for_each: "body", fields });
    const { status, body } = await patch(made.id, { for_each: null });
    expect([status, body.issues?.[0]?.path]).toEqual([422, "fields.alert_title"]);
  });

  test("404 for a source that there is not", async () => {
    expect((await patch("src_nowhere", {})).status).toBe(404);
  });
});

describe("a sender's type", () => {
  test("is always there, with the settings that count for it", async () => {
    const { body } = await read("prometheus");
    expect(body).toMatchObject({
      id: "prometheus",
      type: "prometheus",
      url: "/api/v1/in/prometheus",
      ignore_labels: ["replica", "prometheus_replica"],
      version: 0,
      created_at: null,
    });
    expect(body).not.toHaveProperty("fields");
  });

  test("a changed setting stays, and another type's is refused", async () => {
    const { body } = await patch("prometheus", { ignore_labels: ["replica", "replica", "pod"], version: 0 });
    expect(body).toMatchObject({ ignore_labels: ["replica", "pod"], version: 1, created_at: utc });
    const refused = await patch("prometheus", { secret: "s3cret" });
    expect([refused.status, refused.body.issues?.[0]]).toEqual([
      422,
      { path: "secret", message: "The type prometheus has no secret: leave it out." },
    ]);
  });

  test("a secret is never shown, kept as it was read, and deleted by null", async () => {
    const { body, status } = await patch("sentry", { secret: "a signing secret" });
    expect([status, body.secret]).toEqual([200, { saved: true }]);
    expect((await patch("sentry", { secret: { saved: true } })).body.secret).toEqual({ saved: true });
    expect((await patch("sentry", { secret: "••••" })).status).toBe(422);
    const stored = inDatabase(tocsin.dataDir, (sqlite) => ({
      audit: JSON.stringify(sqlite.prepare("SELECT details FROM audit").all()),
      sealed: sqlite.prepare("SELECT sealed FROM source_secrets").pluck().get() as Buffer,
    }));
    expect(stored.audit).not.toContain("a signing secret");
    expect(stored.audit).toContain('{\\"secret\\":\\"changed\\"}');
    expect(stored.sealed.toString("latin1")).not.toContain("a signing secret");
    expect((await patch("sentry", { secret: null })).body.secret).toBeNull();
  });

  test("can't be deleted", async () => {
    expect((await api.request("DELETE", `${path}/grafana`)).status).toBe(409);
  });
});

test("the list has one's own newest first, then every type, in pages", async () => {
  const all = (await list("?limit=100")).data.map(({ id }) => id);
  const own = all.filter((id) => id.startsWith("src_"));
  expect(own.length).toBeGreaterThan(3);
  expect(own).toEqual([...own].sort().reverse());
  expect(all).toEqual([...own, ...SOURCE_TYPES]);
  const walked: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: Page<Source> = await list(`?limit=3${cursor && `&cursor=${cursor}`}`);
    walked.push(...page.data.map(({ id }) => id));
    cursor = page.next_cursor;
  }
  expect(walked).toEqual(all);
  expect((await api.get(`${path}?cursor=nowhere`)).status).toBe(422);
});

test("a deleted source is gone", async () => {
  const { body } = await create({ name: "Gone" });
  expect((await api.request("DELETE", `${path}/${body.id}`)).status).toBe(204);
  expect((await read(body.id)).status).toBe(404);
  expect((await api.request("DELETE", `${path}/${body.id}`)).status).toBe(404);
});

test.each(["read", "operate", "ingest"] as const)("a key with the scope %s sees none", async (scope) => {
  const other = connect(tocsin, [scope]);
  expect((await other.get(path)).status).toBe(403);
  expect((await other.get(`${path}/grafana`)).status).toBe(403);
});

test("one more than 200 is 409, whatever types were changed", async () => {
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.exec(
      `WITH RECURSIVE n(i) AS (SELECT (SELECT count(*) FROM sources WHERE type = 'json') + 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
       INSERT INTO sources SELECT 'src_' || n.i, 'json', 'Copy ' || n.i, 'copy ' || n.i, t.settings, 1, 1, 1
       FROM n, (SELECT settings FROM sources LIMIT 1) t`,
    ),
  );
  const refused = await create({ name: "One more" });
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    "There are 200 sources, which is the limit: delete one that is not needed.",
  ]);
});
