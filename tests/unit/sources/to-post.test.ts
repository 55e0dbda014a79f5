import { describe, expect, test } from "vitest";
import { MAX_ALERTS_PER_POST } from "#lib/domain/alert/alert.ts";
import { alertInputSchema } from "#lib/domain/alert/alert-schema.ts";
import { detailsOf } from "#lib/sources/details.ts";
import { type MappedAlert, TooManyAlerts } from "#lib/sources/sender.ts";
import { toPost } from "#lib/sources/to-post.ts";
import { CONTEXT } from "./mapped.ts";

const PLAIN: MappedAlert = { identity: "a", title: "Disk full", details: null };

const postOf = (...alerts: MappedAlert[]) => toPost(alerts, CONTEXT, "zabbix");
const alertOf = (alert: Partial<MappedAlert>) => postOf({ ...PLAIN, ...alert }).alerts[0]?.alert;

test("a post says its alerts again as text", () => {
  const { alerts, indexed, text } = postOf(PLAIN, { ...PLAIN, identity: "b", status: "Resolved" });
  expect(indexed).toBe(true);
  expect(JSON.parse(text)).toEqual(alerts.map(({ alert }) => alert));
  expect(alerts[1]).toEqual({
    alert: { alert_id: "zabbix:ns:b", alert_title: "Disk full", status: "Resolved", source_type: "zabbix" },
    idempotency: null,
    sender: { repeats: "drop", endsAt: null, test: false },
  });
});

describe("the id", () => {
  test.each<[string, Partial<MappedAlert>, string]>([
    ["the sender's identity", { identity: "5f1c" }, "zabbix:ns:5f1c"],
    ["title and source without one", { identity: null, source_name: "web-2" }, "zabbix:ns:Disk full · web-2"],
    ["title and source of an empty one", { identity: " ", source_id: "i-0" }, "zabbix:ns:Disk full · i-0"],
    ["the title alone", { identity: null }, "zabbix:ns:Disk full"],
    ["a test message", { identity: "5f1c", test: true }, "zabbix:ns:test"],
  ])("is made of %s", (_, alert, id) => {
    expect(alertOf(alert)?.alert_id).toBe(id);
  });

  test.each([
    ["200 characters fit", "x".repeat(190), false],
    ["201 don't", "x".repeat(191), true],
    ["emoji count as one", "🔔".repeat(190), false],
    ["a control character", "a\u0000b", true],
    ["a character that turns the text", "a\u202eb", true],
    ["half a surrogate pair", "a\ud83d", true],
  ])("is hashed if it couldn't stand there: %s", (_, identity, isHashed) => {
    expect(/^zabbix:ns:[0-9a-f]{64}$/.test(alertOf({ identity })?.alert_id ?? "")).toBe(isHashed);
  });

  test("two identities that differ only in what is hashed are two alerts", () => {
    expect(alertOf({ identity: "a\ud83d" })?.alert_id).not.toBe(alertOf({ identity: "a\ud83e" })?.alert_id);
  });
});

describe("texts", () => {
  test.each([
    ["a long title", { title: "x".repeat(201) }, { alert_title: `${"x".repeat(199)}…` }],
    ["a title of 200 emoji", { title: "🔔".repeat(200) }, { alert_title: "🔔".repeat(200) }],
    ["a title of 201 emoji", { title: "🔔".repeat(201) }, { alert_title: `${"🔔".repeat(199)}…` }],
    ["a long description", { description: "é".repeat(10_001) }, { description: `${"é".repeat(9_999)}…` }],
    [
      "a long address",
      { source_url: `https://x/${"y".repeat(3_000)}` },
      { source_url: `https://x/${"y".repeat(2_037)}…` },
    ],
    ["half a surrogate pair", { title: "a\ud83d" }, { alert_title: "a\ufffd" }],
    ["white space around", { title: "  a\n" }, { alert_title: "a" }],
  ])("%s", (_, given, expected) => {
    const alert = alertOf(given);
    expect(alert).toMatchObject(expected);
    expect(alertInputSchema.safeParse(alert).success).toBe(true);
  });

  test("a blank text is absent", () => {
    expect(alertOf({ title: " ", category: "", description: "\n" })).toEqual({
      alert_id: "zabbix:ns:a",
      source_type: "zabbix",
    });
  });

  test("a test message is of Low priority", () => {
    expect(alertOf({ test: true, priority: "Critical" })?.priority).toBe("Low");
  });
});

describe("times", () => {
  test.each([
    ["2026-11-28T09:06:48.000+0000", "2026-11-28T09:06:48.000Z"],
    ["2026-11-28 09:06:48+01:00", "2026-11-28T08:06:48.000Z"],
    ["2026-11-28T13:58:24.3713213Z", "2026-11-28T13:58:24.371Z"],
    ["0001-01-01T00:00:00Z", undefined],
    ["2026-02-30T00:00:00Z", undefined],
    ["yesterday", undefined],
    ["", undefined],
  ])("%j is %s", (occurred_at, expected) => {
    expect(alertOf({ occurred_at })?.occurred_at).toBe(expected);
  });
});

test("more than 1,000 alerts are too many", () => {
  const alerts = Array.from({ length: MAX_ALERTS_PER_POST + 1 }, () => PLAIN);
  expect(postOf(...alerts.slice(1)).alerts).toHaveLength(MAX_ALERTS_PER_POST);
  expect(() => postOf(...alerts)).toThrow(TooManyAlerts);
});

describe("details", () => {
  const nested = (levels: number): unknown => (levels === 0 ? 1 : { a: nested(levels - 1) });
  const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

  test.each([
    ["an object stays", { a: [1, "x", null] }, { a: [1, "x", null] }],
    ["a list becomes one", [1, 2], { body: [1, 2] }],
    ["a text becomes one", "x", { body: "x" }],
    ["nothing stays nothing", undefined, null],
    ["a large integer becomes text", { id: 9_007_199_254_740_993n }, { id: "9007199254740993" }],
    ["a number beyond all becomes text", { n: Number.POSITIVE_INFINITY }, { n: "Infinity" }],
    ["half a surrogate pair, also in a name", { "a\ud83d": "b\ud83d" }, { "a\ufffd": "b\ufffd" }],
  ])("%s", (_, original, expected) => {
    expect(detailsOf(original)).toEqual(expected);
  });

  test("a name like __proto__ stays a member", () => {
    const details = detailsOf(JSON.parse(`{"__proto__": {"a": 1}, "x": "${"y".repeat(20_000)}"}`));
    expect(Object.keys(details ?? {})).toEqual(["__proto__", "x", "truncated"]);
  });

  test("32 levels stay, what is below them becomes JSON text", () => {
    expect(detailsOf(nested(32))).toEqual(nested(32));
    const deep = detailsOf({ a: nested(34), id: 2n ** 60n });
    expect(JSON.stringify(deep)).toContain(String.raw`"{\"a\":{\"a\":{\"a\":1}}}"`);
  });

  test("a body that is nested a million times is cut and marked", () => {
    const levels = 500_000;
    const details = detailsOf({ a: JSON.parse("[".repeat(levels) + "]".repeat(levels)) });
    expect(details?.truncated).toBe(true);
    expect(bytes(details)).toBeLessThanOrEqual(16 * 1024);
  });

  test("the longest texts are cut first", () => {
    expect(detailsOf({ short: "x".repeat(400), long: "y".repeat(20_000) })).toEqual({
      short: "x".repeat(400),
      long: `${"y".repeat(8_000)}…`,
      truncated: true,
    });
  });

  test("then lists after 20 entries", () => {
    const details = detailsOf({ list: Array.from({ length: 5_000 }, (_, n) => n), kept: "x".repeat(50) });
    expect(details).toEqual({
      list: Array.from({ length: 20 }, (_, n) => n),
      kept: "x".repeat(50),
      truncated: true,
    });
  });

  test("then members", () => {
    const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`name ${n}`, n]));
    const details = detailsOf(many);
    expect(details?.truncated).toBe(true);
    expect(Object.keys(details ?? {})).toHaveLength(101);
  });

  test("an object of 90,000 members is listed twice and hardly read", () => {
    const many = Object.fromEntries(Array.from({ length: 90_000 }, (_, n) => [`member ${n}`, n]));
    let listed = 0;
    let read = 0;
    const counted = new Proxy(many, {
      ownKeys: (target) => {
        listed++;
        return Reflect.ownKeys(target);
      },
      get: (target, name) => {
        read++;
        return Reflect.get(target, name);
      },
    });
    expect(detailsOf(counted)?.truncated).toBe(true);
    expect(listed).toBeLessThanOrEqual(2);
    expect(read).toBeLessThan(16 * 1024);
  });

  test("what is nested too deeply is written as text once", () => {
    let written = 0;
    const bottom = Array.from({ length: 3_000 }, () => ({ toJSON: () => ++written }));
    const deep = Array.from({ length: 31 }).reduce<unknown>((inside) => ({ a: inside }), { a: bottom });
    expect(detailsOf({ deep, text: "x".repeat(20_000) })?.truncated).toBe(true);
    expect(written).toBe(3_000);
  });

  test("16 KiB count as bytes", () => {
    const details = detailsOf({ a: "é".repeat(8_200) });
    expect(details?.truncated).toBe(true);
    expect(bytes(details)).toBeLessThanOrEqual(16 * 1024);
  });

  test("what can't be cut leaves the mark alone", () => {
    const wide = (levels: number): unknown =>
      levels === 0 ? "x".repeat(200) : Array.from({ length: 20 }, () => wide(levels - 1));
    expect(detailsOf({ a: wide(4) })).toEqual({ truncated: true });
  });
});
