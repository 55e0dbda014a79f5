import { describe, expect, test } from "vitest";
import { apiKeyState, hasExpired, namespaceFrom, startOfDay } from "#lib/domain/people/api-key.ts";
import { endOf, readExpiry } from "#lib/domain/people/api-key-expiry.ts";
import { newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";
import { refusalOf } from "../../refusal.ts";

const key = (members: Record<string, unknown>) => ({ name: "CI", scopes: ["read"], ...members });

test("only name and scopes are required", () => {
  expect(newApiKeySchema.parse(key({}))).toEqual({
    name: "CI",
    scopes: ["read"],
    namespace: "",
    expires: null,
    addresses: null,
    per_minute: null,
  });
});

describe("the scopes of a new key", () => {
  test.each([
    [["ingest"], ["ingest"]],
    [
      ["manage", "ingest"],
      ["ingest", "manage"],
    ],
    [
      ["read", "read", "operate"],
      ["read", "operate"],
    ],
  ])("%j → %j: each once, in one order", (given, scopes) => {
    expect(newApiKeySchema.parse(key({ scopes: given })).scopes).toEqual(scopes);
  });

  test.each([
    [[], "scopes", "Choose at least one scope."],
    [undefined, "scopes", "Choose at least one scope."],
    [["admin"], "scopes[0]", "A scope is one of ingest, read, operate, manage."],
    [["read", "Ingest"], "scopes[1]", "A scope is one of ingest, read, operate, manage."],
  ])("%j is refused at %s", (scopes, path, message) => {
    expect(refusalOf(newApiKeySchema, key({ scopes }))).toEqual([{ path, message }]);
  });
});

test.each([
  ["", "Name is required."],
  ["a".repeat(101), "Name may have at most 100 characters."],
  ["a\u0000b", "Name contains a control character: retype it."],
])("the name %j is refused", (name, message) => {
  expect(refusalOf(newApiKeySchema, key({ name }))).toEqual([{ path: "name", message }]);
});

describe("allowed addresses", () => {
  test.each([
    ["", null],
    [" , \n", null],
    ["10.0.0.0/8", ["10.0.0.0/8"]],
    ["10.0.0.0/8, 192.0.2.1\n2001:db8::/32", ["10.0.0.0/8", "192.0.2.1", "2001:db8::/32"]],
  ])("%j → %j", (text, addresses) => {
    expect(newApiKeySchema.parse(key({ addresses: text })).addresses).toEqual(addresses);
  });

  test.each([
    ["10.0.0.0/33", /^"10\.0\.0\.0\/33" is neither an IP address nor a CIDR range/],
    ["ci.example.com", /^"ci\.example\.com" is neither/],
    ["10.0.0.1/8", /^"10\.0\.0\.1\/8" is an address inside a range: write 10\.0\.0\.0\/8/],
    ["10.0.0.1 ".repeat(51), /at most 50 ranges/],
    [["10.0.0.1"], /must be a string/],
  ])("%j is refused", (addresses, message) => {
    expect(refusalOf(newApiKeySchema, key({ addresses }))).toEqual([
      { path: "addresses", message: expect.stringMatching(message) },
    ]);
  });
});

describe("requests per minute", () => {
  test.each([
    ["", null],
    ["1", 1],
    [" 600 ", 600],
    ["1000000", 1_000_000],
  ])("%j → %j", (text, perMinute) => {
    expect(newApiKeySchema.parse(key({ per_minute: text })).per_minute).toBe(perMinute);
  });

  test.each(["0", "1000001", "-1", "1.5", "1e3", "many", "0x10"])("%j is refused", (per_minute) => {
    expect(refusalOf(newApiKeySchema, key({ per_minute }))).toEqual([
      { path: "per_minute", message: "Requests per minute is a whole number from 1 to 1,000,000." },
    ]);
  });
});

describe("the namespace", () => {
  test.each(["", "prod", "a-1", "a".repeat(30)])("%j is taken", (namespace) => {
    expect(newApiKeySchema.parse(key({ namespace })).namespace).toBe(namespace);
  });

  test.each(["Prod", "a b", "a_b", "ä", "a".repeat(31)])("%j is refused", (namespace) => {
    expect(refusalOf(newApiKeySchema, key({ namespace }))).toEqual([
      { path: "namespace", message: "A namespace has at most 30 of the characters a-z, 0-9 and -." },
    ]);
  });

  test.each([
    ["Grafana (Köln) #2", "grafana-koln-2"],
    ["CI server", "ci-server"],
    ["-- A --", "a"],
    ["a".repeat(40), "a".repeat(30)],
    [`${"a".repeat(29)} b`, "a".repeat(29)],
    ["監視", "key"],
  ])("of %j is %j by default", (name, namespace) => {
    expect(namespaceFrom(name)).toBe(namespace);
  });
});

describe("the end of a key", () => {
  const now = Date.parse("2026-11-29T12:00:00Z");
  const DAY = 24 * 3_600_000;

  test.each([
    ["", null],
    ["90d", now + 90 * DAY],
    ["12h", now + 12 * 3_600_000],
    ["30m", now + 1_800_000],
    ["2027-01-31T10:00:00+01:00", Date.parse("2027-01-31T09:00:00Z")],
    ["3650d", now + 3_650 * DAY],
  ])("%j → %j", (text, at) => {
    const expiry = readExpiry(text);
    expect(expiry !== undefined && endOf(expiry, now)).toEqual({ at });
  });

  test.each(["0d", "2026-11-29T12:00:00Z", "2020-01-01T00:00:00Z"])("%j is over already", (text) => {
    const expiry = readExpiry(text);
    expect(expiry && endOf(expiry, now)).toEqual({ refusal: expect.stringMatching(/expired already/) });
  });

  test.each(["3651d", "999999999d", "2040-01-01T00:00:00Z"])("%j is too far", (text) => {
    const expiry = readExpiry(text);
    expect(expiry && endOf(expiry, now)).toEqual({ refusal: expect.stringMatching(/within 3,650 days/) });
  });

  test.each(["90", "d", "1.5d", "-1d", "90D", "90 d", "tomorrow", "2027-01-31"])("%j is no end", (text) => {
    expect(readExpiry(text)).toBeUndefined();
    expect(refusalOf(newApiKeySchema, key({ expires: text }))).toEqual([
      { path: "expires", message: expect.stringMatching(/^Expires is a whole number with m, h or d/) },
    ]);
  });

  test("counts from its very millisecond on", () => {
    expect([hasExpired(now, now - 1), hasExpired(now, now), hasExpired(null, now)]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

test.each([
  [{ revokedAt: null, expiresAt: null, offSince: null }, "active"],
  [{ revokedAt: null, expiresAt: 11, offSince: null }, "active"],
  [{ revokedAt: null, expiresAt: 11, offSince: 9 }, "off"],
  [{ revokedAt: null, expiresAt: 10, offSince: 9 }, "expired"],
  [{ revokedAt: 9, expiresAt: 5, offSince: 9 }, "revoked"],
])("%j is %s at 10", (row, state) => {
  expect(apiKeyState(row, 10)).toBe(state);
});

test("a key's use is kept by the UTC day", () => {
  expect(startOfDay(Date.parse("2026-11-29T23:59:59.999Z"))).toBe(Date.parse("2026-11-29T00:00:00Z"));
});
