import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Api, connect, type Page, type Problem, type Rule } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let api: Api;

beforeAll(async () => {
  tocsin = await startTocsin();
  api = connect(tocsin);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const path = "/api/v1/rules";
/** Nobody listens there. */
const url = "http://127.0.0.1:9/hook";
const create = (body: unknown) => api.request<Rule & Problem>("POST", path, { body });
const read = (id: string) => api.get<Rule>(`${path}/${id}`);
const patch = (id: string, body: unknown) => api.request<Rule & Problem>("PATCH", `${path}/${id}`, { body });
const list = async (query = "") => (await api.get<Page<Rule>>(`${path}${query}`)).body;

const utc = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

test("a new installation has two rules to all channels: for everything else, and for Tocsin itself", async () => {
  expect((await list()).data).toEqual([
    expect.objectContaining({
      name: "Tocsin itself",
      enabled: true,
      channels: "all",
      filters: { match: "all", conditions: [{ field: "category", operator: "is", value: "Tocsin" }] },
    }),
    expect.objectContaining({
      name: "All alerts",
      enabled: true,
      channels: "all",
      events: [],
      expression: null,
    }),
  ]);
});

describe("POST", () => {
  test("201 with the rule and its defaults", async () => {
    const answer = await create({ name: " Night shift ", channels: "all" });
    expect(answer.status).toBe(201);
    const { id } = answer.body;
    expect(answer.headers.get("location")).toBe(`${path}/${id}`);
    expect(answer.body).toEqual({
      id: expect.stringMatching(/^rul_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      name: "Night shift",
      description: null,
      enabled: true,
      events: [],
      filters: { match: "all", conditions: [] },
      expression: null,
      set_priority: null,
      statuses: ["Open", "Acknowledged", "Resolved", "Auto-Resolved"],
      only_on_change: false,
      follow_up: true,
      auto_resolve_minutes: null,
      channels: "all",
      disabled_reason: null,
      last_error: null,
      last_error_at: null,
      version: 1,
      created_at: utc,
      updated_at: utc,
    });
    expect((await read(id)).body).toEqual(answer.body);
  });

  test("what is given counts, and comes back as it can be sent", async () => {
    const { id: channel } = await api.createChannel({ url });
    const given = {
      name: "All of it",
      description: "Why it is there.",
      enabled: false,
      events: ["user_create", "user_delete"],
      filters: {
        match: "any",
        conditions: [
          { field: "priority", operator: "is_one_of", value: ["Critical", "High"] },
          { field: "details.disk.free", operator: "less_than", value: 5 },
          { field: "category", operator: "not_exists", value: null },
        ],
      },
      expression: null,
      set_priority: "Critical",
      statuses: ["Open", "Resolved"],
      only_on_change: true,
      auto_resolve_minutes: 43_200,
      channels: [channel],
    };
    const made = await create(given);
    expect(made.body).toMatchObject(given);
    const { id, version: _, ...same } = made.body;
    const { name, ...rest } = Object.fromEntries(Object.entries(same).filter(([key]) => key in given));
    expect((await create({ ...rest, name: `${name} again` })).status).toBe(201);
    expect((await read(id)).body).toMatchObject(given);
  });

  test.each<[string, object, string, RegExp]>([
    ["no name", { channels: "all" }, "name", /^Name is required\.$/],
    ["no channel", { name: "A", channels: [] }, "channels", /^Choose at least one channel, or all\.$/],
    [
      "a channel of nobody",
      { name: "A", channels: ["chn_nowhere"] },
      "channels[0]",
      /^There is no such channel/,
    ],
    [
      "a condition without a value",
      { name: "A", channels: "all", filters: { conditions: [{ field: "category", operator: "is" }] } },
      "filters.conditions[0].value",
      /^Value is required\.$/,
    ],
    [
      "a loop",
      { name: "A", channels: "all", expression: "details.l.all(x, true)" },
      "expression",
      /^all\(\) can't be used in a rule.*\(character 1\)\.$/,
    ],
    [
      "what only Tocsin sets",
      { name: "A", channels: "all", last_error: "x" },
      "last_error",
      /not a known field/,
    ],
  ])("422 for %s, at its path", async (_, body, at, message) => {
    const answer = await create(body);
    expect(answer.status).toBe(422);
    expect(answer.body.issues).toEqual([{ path: at, message: expect.stringMatching(message) }]);
  });

  test("a hundred of 50,000 unknown channels are told", async () => {
    const channels = Array.from({ length: 50_000 }, (_, index) => `chn_${index}`);
    for (const at of [path, `${path}/try`]) {
      const answer = await api.request<Problem>("POST", at, { body: { name: "A", channels } });
      expect([answer.status, answer.body.issues?.length]).toEqual([422, 100]);
    }
  });

  test.each([[[]], ["text"], [null]])("422 for %j, which is no rule", async (body) => {
    expect((await create(JSON.stringify(body))).status).toBe(422);
  });
});

describe("PATCH", () => {
  test("changes what is given, as the next version", async () => {
    const rule = await api.createRule({ set_priority: "Low", statuses: ["Open"] });
    const answer = await patch(rule.id, { set_priority: null, only_on_change: true, version: 1 });
    expect(answer.status).toBe(200);
    const expected = { ...rule, set_priority: null, only_on_change: true, version: 2, updated_at: utc };
    expect(answer.body).toEqual(expected);
  });

  test("takes what was read, changed and sent back whole", async () => {
    const { id } = await api.createRule({});
    const { body } = await read(id);
    const answer = await patch(id, { ...body, only_on_change: true });
    expect(answer.body).toEqual({ ...body, only_on_change: true, version: 2, updated_at: utc });
  });

  test("409 where somebody else was faster, and nothing is changed", async () => {
    const rule = await api.createRule({});
    await patch(rule.id, { description: "first", version: 1 });
    const second = await patch(rule.id, { description: "second", version: 1 });
    expect([second.status, second.body.title]).toEqual([409, "Conflict"]);
    expect((await read(rule.id)).body.description).toBe("first");
  });

  test("422 where the whole would be wrong", async () => {
    const conditions = [{ field: "category", operator: "exists" as const, value: null }];
    const rule = await api.createRule({ filters: { match: "all", conditions } });
    const answer = await patch(rule.id, { expression: "true" });
    expect(answer.body.issues?.[0]?.path).toBe("expression");
    const switched = { filters: { match: "all", conditions: [] }, expression: "category != null" };
    expect((await patch(rule.id, switched)).body).toMatchObject(switched);
    expect((await patch(rule.id, { channels: [] })).body.issues?.[0]?.path).toBe("channels");
  });
});

test("DELETE: 204, then 404", async () => {
  const { id } = await api.createRule({});
  expect((await api.request("DELETE", `${path}/${id}`)).status).toBe(204);
  expect((await read(id)).status).toBe(404);
  expect((await api.request("DELETE", `${path}/${id}`)).status).toBe(404);
});

describe("GET", () => {
  test("newest first, in pages", async () => {
    const made: string[] = [];
    for (let count = 0; count < 3; count++) made.unshift((await api.createRule({ name: "Paged" })).id);
    const first = await list("?name=paged&limit=2");
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const second = await list(`?name=PAGED&limit=2&cursor=${first.next_cursor}`);
    expect([second.data.map(({ id }) => id), second.next_cursor]).toEqual([made.slice(2), null]);
  });

  test("by state", async () => {
    const { id } = await api.createRule({ name: "Asleep", enabled: false });
    expect((await list("?enabled=false&name=asleep")).data.map((rule) => rule.id)).toEqual([id]);
    expect((await list("?enabled=true&name=asleep")).data).toEqual([]);
  });

  test.each(["?limit=0", "?limit=101", "?enabled=yes", "?cursor=x", "?state=on"])(
    "422 for %s",
    async (query) => {
      expect((await api.get(path + query)).status).toBe(422);
    },
  );
});

test("every change is in the audit log, with its author", async () => {
  const { id } = await api.createRule({ name: "Watched" });
  await patch(id, { enabled: false });
  await api.request("DELETE", `${path}/${id}`);
  const rows = inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("SELECT action, actor_name, target_name, details FROM audit WHERE target_id = ?").all(id),
  );
  expect(rows).toEqual([
    expect.objectContaining({ action: "rules.create", actor_name: "Tests", target_name: "Watched" }),
    expect.objectContaining({ action: "rules.update", details: '{"enabled":false,"was":{"enabled":true}}' }),
    expect.objectContaining({ action: "rules.delete", details: null }),
  ]);
});
