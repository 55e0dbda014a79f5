import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Scope } from "#lib/domain/people/actor.ts";
import { hashToken } from "#lib/token.ts";
import { apiOf, createApiKey } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let tocsin: Tocsin;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { TRUSTED_PROXIES: "127.0.0.9" } });
});

afterAll(() => tocsin[Symbol.asyncDispose]());

type Bounds = Parameters<typeof createApiKey>[3];
type Door = { name: string; method: string; path: string; scope: Scope; ok: number };

/** Every place that takes a key, each by another mount. */
const DOORS: Door[] = [
  { name: "the ingest", method: "POST", path: "/api/v1/alerts", scope: "ingest", ok: 202 },
  { name: "REST", method: "GET", path: "/api/v1/rules", scope: "read", ok: 200 },
  { name: "an export", method: "GET", path: "/api/v1/export/alerts", scope: "read", ok: 200 },
  { name: "the metrics", method: "GET", path: "/metrics", scope: "read", ok: 200 },
];

type Asked = { key: string; from?: string; headers?: Record<string, string> };
type Answered = { status: number | undefined; headers: Record<string, unknown>; body: string };

/** Asks from another address of this machine. */
function ask({ method, path }: Door, { key, from = "127.0.0.1", headers = {} }: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const outgoing = request(tocsin.url + path, {
      method,
      localAddress: from,
      agent: false,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
    });
    outgoing.once("response", async (response) => {
      resolve({ status: response.statusCode, headers: response.headers, body: await text(response) });
    });
    outgoing.once("error", reject);
    outgoing.end(method === "POST" ? '{"alert_title":"Disk full"}' : undefined);
  });
}

const keyFor = ({ scope }: Door, bounds: Bounds) => createApiKey(tocsin.dataDir, [scope], "Bounded", bounds);
const limitOf = ({ headers }: Answered) =>
  ["limit", "remaining", "reset"].map((name) => headers[`ratelimit-${name}`]);
const detailOf = ({ body }: Answered): string => JSON.parse(body).detail;

describe.each(DOORS)("at $name", (door) => {
  test("a key with nothing that confines it is let in, without a word of limits", async () => {
    const answer = await ask(door, { key: keyFor(door, {}) });
    expect(answer.status).toBe(door.ok);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("ratelimit"))).toEqual([]);
  });

  test("a key that has not expired yet is let in; from its end on it is 401", async () => {
    const key = keyFor(door, { expiresAt: Date.now() + 3_600_000 });
    expect((await ask(door, { key })).status).toBe(door.ok);
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("UPDATE api_keys SET expires_at = ? WHERE hash = ?").run(Date.now(), hashToken(key)),
    );
    const refused = await ask(door, { key });
    expect([refused.status, detailOf(refused)]).toEqual([
      401,
      "This API key has expired: ask an admin for a new one.",
    ]);
  });

  describe("with allowed addresses", () => {
    let key: string;
    beforeAll(() => {
      key = keyFor(door, { addresses: ["127.0.0.1", "198.51.100.0/24"] });
    });

    test("is taken from one of them, and is 403 from another", async () => {
      expect((await ask(door, { key })).status).toBe(door.ok);
      const refused = await ask(door, { key, from: "127.0.0.2" });
      expect([refused.status, detailOf(refused)]).toEqual([
        403,
        "This API key may not be used from 127.0.0.2: an admin can make one that may.",
      ]);
    });

    test.each<Record<string, string>>([
      { "x-forwarded-for": "127.0.0.1" },
      { "x-forwarded-proto": "https" },
      { forwarded: "for=127.0.0.1" },
      { via: "1.1 proxy" },
    ])("is 403 through a proxy that nobody trusts: %j", async (headers) => {
      const refused = await ask(door, { key, headers });
      expect(refused.status).toBe(403);
      expect(detailOf(refused)).toContain(
        `(it has ${Object.keys(headers)[0]}) that TRUSTED_PROXIES does not name`,
      );
    });

    test.each([
      ["198.51.100.7", true],
      ["198.51.100.7, 127.0.0.9", true],
      ["::ffff:198.51.100.7", true],
      ["127.0.0.1, 203.0.113.7", false],
      ["203.0.113.7", false],
    ])("behind a trusted proxy the client's address counts: %s → %s", async (forwarded, taken) => {
      const headers = { "x-forwarded-for": forwarded, via: "1.1 proxy" };
      const { status } = await ask(door, { key, from: "127.0.0.9", headers });
      expect(status).toBe(taken ? door.ok : 403);
    });

    test("can't be passed by headers that Tocsin sets itself", async () => {
      const headers = { "x-tocsin-own": "guessed", "x-tocsin-hidden-by": "", "x-real-ip": "127.0.0.1" };
      expect((await ask(door, { key, from: "127.0.0.2", headers })).status).toBe(403);
    });
  });

  test("a limit counts requests; one more is 429 and says when to come again", async () => {
    const key = keyFor(door, { perMinute: 2 });
    const [first, second, third] = [
      await ask(door, { key }),
      await ask(door, { key }),
      await ask(door, { key }),
    ];
    expect([first.status, ...limitOf(first)]).toEqual([door.ok, "2", "1", "60"]);
    expect([second.status, ...limitOf(second).slice(0, 2)]).toEqual([door.ok, "2", "0"]);
    expect([third.status, ...limitOf(third).slice(0, 2)]).toEqual([429, "2", "0"]);
    expect(third.headers["retry-after"]).toBe(third.headers["ratelimit-reset"]);
    expect(Number(third.headers["retry-after"])).toBeGreaterThan(50);
    expect(detailOf(third)).toMatch(/^This API key may make 2 requests per minute and has made them:/);
  });

  test("from an address that is not allowed nobody can use the limit up", async () => {
    const key = keyFor(door, { perMinute: 1, addresses: ["127.0.0.1"] });
    for (let count = 0; count < 3; count++)
      expect((await ask(door, { key, from: "127.0.0.2" })).status).toBe(403);
    expect((await ask(door, { key })).status).toBe(door.ok);
  });
});

test("one limit holds for all places together", async () => {
  const key = createApiKey(tocsin.dataDir, ["ingest", "read"], "Everywhere", { perMinute: 4 });
  const remaining: unknown[] = [];
  for (const door of DOORS) remaining.push(limitOf(await ask(door, { key }))[1]);
  expect(remaining).toEqual(["3", "2", "1", "0"]);
  for (const door of DOORS) expect((await ask(door, { key })).status).toBe(429);
});

test("the limit begins anew with the process", async () => {
  using folder = temporaryFolder();
  const key = createApiKey(folder.path, ["read"], "Once", { perMinute: 1 });
  for (const _ of ["first", "second"]) {
    await using server = await startTocsin({ dataDir: folder.path });
    const api = apiOf(server.url, key);
    expect((await api.get("/api/v1/rules")).status).toBe(200);
    expect((await api.get("/api/v1/rules")).status).toBe(429);
  }
});

test("whatever else is wrong with a request, it counts, and its answer tells the limit", async () => {
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Fails", { perMinute: 9 });
  const answer = await apiOf(tocsin.url, key).request("POST", "/api/v1/alerts", { body: {} });
  expect([answer.status, answer.headers.get("ratelimit-remaining")]).toEqual([422, "8"]);
  const manage = createApiKey(tocsin.dataDir, ["manage"], "Fails too", { perMinute: 9 });
  const other = await apiOf(tocsin.url, manage).request("POST", "/api/v1/rules", { body: {} });
  expect([other.status, other.headers.get("ratelimit-remaining")]).toEqual([422, "8"]);
  const forbidden = await apiOf(tocsin.url, manage).request("POST", "/api/v1/alerts", { body: {} });
  expect([forbidden.status, forbidden.headers.get("ratelimit-remaining")]).toEqual([403, "7"]);
});

test("the use of a key is noted by its day, once", async () => {
  const key = createApiKey(tocsin.dataDir, ["read"], "Noted");
  const lastUsed = () =>
    inDatabase(tocsin.dataDir, (sqlite) =>
      sqlite.prepare("SELECT last_used_at FROM api_keys WHERE name = 'Noted'").pluck().get(),
    );
  const today = Date.parse(new Date().toISOString().slice(0, 10));
  await apiOf(tocsin.url, key).get("/api/v1/rules");
  expect(await until("the use", async () => lastUsed() ?? undefined)).toBe(today);
});

test("a use from elsewhere is logged with its address, never with the key", async () => {
  const key = createApiKey(tocsin.dataDir, ["ingest"], "Stolen", { addresses: ["192.0.2.1"] });
  const [ingest] = DOORS;
  if (ingest) await ask(ingest, { key, from: "127.0.0.3" });
  const line = await tocsin.waitForLog(({ address }) => address === "127.0.0.3");
  expect(line).toMatchObject({ msg: "an API key was used from an address not allowed", times: 1 });
  expect(tocsin.output()).not.toContain(key);
});
