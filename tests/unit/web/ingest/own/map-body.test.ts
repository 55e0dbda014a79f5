import { describe, expect, test } from "vitest";
import { EXPRESSION_FIELDS, USUAL_SETTINGS } from "#lib/domain/source/settings.ts";
import type { MappedAlert } from "#lib/sources/sender.ts";
import { toPost } from "#lib/sources/to-post.ts";
import { compileMapping, mapBody } from "#lib/web/ingest/own/map-body.ts";

type Fields = Parameters<typeof compileMapping>[0]["fields"];

const map = (body: unknown, fields: Fields, forEach: string | null = null, headers = {}) =>
  mapBody(
    { text: typeof body === "string" ? body : JSON.stringify(body), headers },
    compileMapping({ for_each: forEach, fields }),
  );

const build = { name: "Nightly", state: "failed", url: "https://ci.example.com/1", at: 1_764_000_000 };

describe("one alert", () => {
  test("each field by its expression, and the body as its details", () => {
    const fields: Fields = {
      alert_id: "body.name",
      alert_title: '"Build " + body.name',
      priority: 'body.state == "failed" ? "high" : "Low"',
      source_url: "body.url",
      occurred_at: "body.at",
      category: 'headers["x-kind"]',
    };
    expect(map(build, fields, null, { "x-kind": "CI" })).toEqual({
      kind: "mapped",
      issues: [],
      alerts: [
        {
          identity: "Nightly",
          title: "Build Nightly",
          priority: "High",
          source_url: "https://ci.example.com/1",
          occurred_at: "2025-11-24T16:00:00.000Z",
          category: "CI",
          details: build,
        },
      ],
    });
  });

  test.each([
    ["missing", "body.missing", null],
    ["null", "body.nothing", null],
    ["a number", "body.n", "2.5"],
    ["a whole number", "body.whole", "3"],
    ["an integer that no number holds", "body.large", "9007199254740993"],
    ["a truth", "body.yes", "true"],
    ["a list", "body.list", "a, 1"],
    ["a member that every object has", "body.constructor", null],
    ["a comparison with what is missing", 'body.missing == "x" ? "y" : "n"', "n"],
  ])("a text from %s", (_, expression, category) => {
    const text = '{"nothing":null,"n":2.5,"whole":3,"large":9007199254740993,"yes":true,"list":["a",1]}';
    const result = map(text, { alert_title: '"T"', category: expression });
    expect(result).toMatchObject({ issues: [], alerts: [{ category }] });
  });

  test.each([
    ["Resolved", { status: "Resolved" }],
    ["acknowledged", { status: "Acknowledged" }],
    ["Open", {}],
    ["", { status: null }],
  ])("the status %j", (status, expected) => {
    const result = map({ status }, { alert_title: '"T"', status: "body.status" });
    const [alert] = "alerts" in result ? result.alerts : [];
    expect({ ...alert, details: 0 }).toEqual({ identity: null, title: "T", ...expected, details: 0 });
  });

  test("members named like secrets stay out of its details, unless they are asked for", () => {
    const body = { name: "n", login: { api_key: "k1", accessToken: "t1" }, monkey: "m" };
    const masked = { name: "n", login: { api_key: "••••", accessToken: "••••" }, monkey: "m" };
    expect(map(body, { alert_title: "body.name" })).toMatchObject({ alerts: [{ details: masked }] });
    expect(map(body, { alert_title: "body.name", details: "body" })).toMatchObject({
      alerts: [{ details: body }],
    });
  });

  test("details that are written out", () => {
    const details = '{"who": body.name, "n": 1}';
    const result = map(build, { alert_title: "body.name", details });
    const [alert] = "alerts" in result ? result.alerts : [];
    expect(JSON.stringify(alert?.details)).toBe('{"who":"Nightly","n":1}');
  });
});

describe("a list", () => {
  const items = ["a", "b", "c"].map((name) => ({ name, level: "High" }));

  test("an alert per entry, with the entry as its details", () => {
    const fields = { alert_title: "item.name", source_name: "body.from" };
    expect(map({ from: "x", items }, fields, "body.items")).toMatchObject({
      alerts: items.map((item) => ({ title: item.name, source_name: "x", details: item })),
      issues: [],
    });
  });

  test("a fault at the third names it, and the others can still be shown", () => {
    const bad = [...items.slice(0, 2), { name: "c", level: "urgent" }];
    const fields = { alert_title: "item.name", priority: "item.level" };
    expect(map({ items: bad }, fields, "body.items")).toMatchObject({
      alerts: [{ title: "a" }, { title: "b" }, null],
      issues: [
        {
          path: "[2].priority",
          message: 'It gives "urgent", and one of Critical, High, Medium, Low is needed.',
        },
      ],
    });
  });

  test.each([
    ["no list", { items: 3 }, "for_each gives no list: this body is not of this source."],
    ["missing", {}, "for_each gives no list: this body is not of this source."],
    ["empty", { items: [] }, "The list of for_each is empty: send at least one entry."],
    [
      "too long",
      { items: Array.from({ length: 101 }, () => ({})) },
      "One post takes at most 100 entries; this one has 101: split it.",
    ],
  ])("%s", (_, body, message) => {
    expect(map(body, { alert_title: "item.name" }, "body.items")).toEqual({
      kind: "mapped",
      alerts: [],
      issues: [{ path: "for_each", message }],
    });
  });
});

describe("long texts cross to another thread as short as they are stored", () => {
  const LONG = "é".repeat(5_000);
  const items = Array.from({ length: 100 }, (_, at) => ({ text: `${LONG} ${at}` }));
  const alertsOf = (fields: Fields) => {
    const result = map({ items, all: "x".repeat(400_000) }, fields, "body.items");
    if (result.kind !== "mapped") throw new Error("JSON was taken for none.");
    expect(result.issues).toEqual([]);
    return result.alerts.filter((alert) => alert !== null);
  };
  const idsOf = (alerts: ReturnType<typeof alertsOf>) =>
    toPost(alerts, { namespace: "ci", settings: USUAL_SETTINGS }, "src_1").alerts.map(
      ({ alert }) => alert.alert_id,
    );

  test("each field's own limit, and a time that is none", () => {
    const names = EXPRESSION_FIELDS.filter((field) => !["alert_id", "status", "priority"].includes(field));
    const whole = Object.fromEntries(names.map((field) => [field, "body.all"]));
    const [alert] = alertsOf({ ...whole, alert_id: "item.text", details: "item.text" });
    const { details, identity, ...texts }: Partial<MappedAlert> = alert ?? {};
    expect(identity).toMatch(/^[0-9a-f]{64}$/);
    const { status, description, event_description, source_url, ...short } = texts;
    expect(status).toBeUndefined();
    expect([description, event_description, source_url].map((text) => text?.length)).toEqual([
      10_000, 10_000, 2_048,
    ]);
    expect(Object.values(short)).toEqual(Object.keys(short).map(() => `${"x".repeat(199)}…`));
  });

  test.each<[string, Fields]>([
    ["by a long identity", { alert_title: '"T"', alert_id: "item.text" }],
    ["by a long title alone", { alert_title: "item.text" }],
  ])("alerts that differ only beyond the limit stay two %s, with the same ids", (_, fields) => {
    const ids = idsOf(alertsOf(fields));
    expect(new Set(ids).size).toBe(100);
    const uncut = items.map(({ text }) => ({ identity: text, title: "T", details: null }));
    expect(ids).toEqual(idsOf(uncut));
  });

  test("lists that are joined again and again are read too often", () => {
    const list = Array.from({ length: 1_000 }, () => "x".repeat(500));
    const fields = { alert_title: '"T"', description: "body.list" };
    expect(map({ list, items }, fields, "body.items")).toMatchObject({
      issues: [{ path: "", message: "The expressions read more than 20 MB of text for this post." }],
    });
  });
});

describe("what is refused", () => {
  const issueOf = (...given: Parameters<typeof map>) => {
    const result = map(...given);
    return result.kind === "malformed" ? result : result.issues[0];
  };

  test.each([
    ["no title", {}, { alert_title: "body.x" }, "alert_title", /every alert needs a title/],
    ["a blank title", { x: " " }, { alert_title: "body.x" }, "alert_title", /every alert needs a title/],
    [
      "no expression for the title",
      {},
      { category: "body.x" },
      "alert_title",
      /no expression for alert_title/,
    ],
    [
      "an object for a text",
      { x: {} },
      { alert_title: "body.x" },
      "alert_title",
      "It gives a map, and a text is needed.",
    ],
    [
      "a failing expression",
      { x: "a" },
      { alert_title: "body.x + 1" },
      "alert_title",
      /can't be used on a string and an int/,
    ],
    ["an unknown status", { x: "gone" }, { alert_title: '"T"', status: "body.x" }, "status", /one of Open/],
    [
      "a time beyond all",
      { x: 1e300 },
      { alert_title: '"T"', update_at: "body.x" },
      "update_at",
      /is no time/,
    ],
  ])("%s", (_, body, fields, path, message) => {
    expect(issueOf(body, fields)).toEqual({
      path,
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });

  test("a body that is no JSON", () => {
    expect(map("{", { alert_title: '"T"' })).toMatchObject({ kind: "malformed", message: /^The body is/ });
  });

  test.each([
    ["1 MiB of nested lists", "[".repeat(524_288) + "]".repeat(524_288)],
    ["1 MiB of nested objects", `${'{"a":'.repeat(150_000)}1${"}".repeat(150_000)}`],
  ])("%s", (_, text) => {
    expect(issueOf(text, { alert_title: '"T"' })).toEqual({
      path: "",
      message: "The body is nested more than 100 levels deep.",
    });
  });

  test.each([
    ["joined again and again", Array.from({ length: 30 }, () => "body.x").join(" + "), null],
    ["searched for each entry", 'body.x.contains("b") ? "a" : "b"', "body.items"],
    ["given as details of each entry", '"a"', "body.items"],
  ])("a text of 900 kB %s", (what, title, forEach) => {
    const body = { x: "a".repeat(900_000), items: Array.from({ length: 100 }, () => 1) };
    const fields = what.startsWith("given")
      ? { alert_title: title, details: "body" }
      : { alert_title: title };
    expect(issueOf(body, fields, forEach)).toEqual({
      path: "",
      message: "The expressions read more than 20 MB of text for this post.",
    });
  });

  test("too much read is not passed over by ||", () => {
    const many = Array.from({ length: 30 }, () => 'body.x.contains("b")').join(" || ");
    const fields = { alert_title: `(${many} || true) ? "a" : "b"` };
    expect(issueOf({ x: "a".repeat(900_000) }, fields)).toMatchObject({ path: "" });
  });
});
