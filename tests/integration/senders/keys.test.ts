import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newApiKey } from "#lib/token.ts";
import { createApiKey, type Problem } from "../../support/api.ts";
import { inDatabase } from "../../support/database.ts";
import { seriesOf } from "../../support/metrics.ts";
import { type RawAnswer, rawRequest } from "../../support/raw-request.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { firing } from "./posting.ts";

let tocsin: Tocsin;
let ingest: string;
let mighty: string;
let reader: string;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { LOG_LEVEL: "debug" } });
  ingest = createApiKey(tocsin.dataDir, ["ingest"], "Sender");
  mighty = createApiKey(tocsin.dataDir, ["ingest", "read"], "Mighty");
  reader = createApiKey(tocsin.dataDir, ["read", "operate", "manage"], "Reader");
});

afterAll(() => tocsin[Symbol.asyncDispose]());

type Sent = { headers?: Record<string, string>; body?: string; method?: string };

const FIRING = JSON.stringify([firing("Down")]);
const TRIGGER = (key: string) =>
  JSON.stringify({
    routing_key: key,
    event_action: "trigger",
    dedup_key: "db",
    payload: { summary: "DB down", source: "db1", severity: "critical" },
  });

const send = (path: string, { headers = {}, body = FIRING, method = "POST" }: Sent = {}) =>
  rawRequest(tocsin.url, `/api/v1/in/${path}`, {
    method,
    headers: { "content-type": "application/json", ...headers },
    chunks: method === "POST" ? [body] : [],
  });

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const basic = (key: string, user = "tocsin") => ({
  authorization: `Basic ${Buffer.from(`${user}:${key}`).toString("base64")}`,
});

function expectProblem({ status, headers, body }: RawAnswer, wanted: number, detail: RegExp): void {
  const problem: Problem = JSON.parse(body);
  expect([status, problem.detail]).toEqual([wanted, expect.stringMatching(detail)]);
  expect(headers["content-type"]).toBe("application/problem+json");
  expect(headers["cache-control"]).toBe("no-store");
}

describe("a key is taken", () => {
  test.each([
    ["as Bearer", () => send("prometheus", { headers: bearer(ingest) })],
    [
      "as Bearer with more scopes, as at /api/v1/alerts",
      () => send("prometheus", { headers: bearer(mighty) }),
    ],
    ["as the password of Basic", () => send("prometheus", { headers: basic(ingest) })],
    ["as the password of Basic without a user", () => send("prometheus", { headers: basic(ingest, "") })],
    ["as ?key=", () => send(`prometheus?key=${ingest}`)],
    ["as ?key= among others", () => send(`prometheus/api/v2/alerts?a=b&key=${ingest}&c=d`)],
    ["in the body, where the format has a place", () => send("pagerduty", { body: TRIGGER(ingest) })],
    ["as Bearer there too", () => send("pagerduty", { headers: bearer(ingest), body: TRIGGER("anything") })],
  ])("%s", async (_, post) => {
    const { status, body } = await post();
    expect([200, 202], body).toContain(status);
  });
});

describe("a key is refused", () => {
  test.each<[string, () => Promise<RawAnswer>, number, RegExp]>([
    ["none", () => send("prometheus"), 401, /^Send an API key/],
    ["none in a body with a place for it", () => send("pagerduty", { body: "{}" }), 401, /^Send an API key/],
    [
      "Basic without a colon",
      () => send("prometheus", { headers: { authorization: "Basic YQ" } }),
      401,
      /^Send/,
    ],
    ["an unknown one as Basic", () => send("prometheus", { headers: basic(newApiKey()) }), 401, /unknown/],
    ["the user of Basic", () => send("prometheus", { headers: basic("", ingest) }), 401, /no whole API key/],
    ["an unknown one as ?key=", () => send(`prometheus?key=${newApiKey()}`), 401, /unknown/],
    ["an empty ?key=", () => send("prometheus?key="), 401, /no whole API key/],
    ["an unknown one in the body", () => send("pagerduty", { body: TRIGGER(newApiKey()) }), 401, /unknown/],
    ["one that may not post", () => send("prometheus", { headers: bearer(reader) }), 403, /lacks the scope/],
    [
      "one that may more, as Basic",
      () => send("prometheus", { headers: basic(mighty) }),
      403,
      /one scope is ingest/,
    ],
    ["one that may more, as ?key=", () => send(`prometheus?key=${mighty}`), 403, /one scope is ingest/],
    [
      "one that may more, in the body",
      () => send("pagerduty", { body: TRIGGER(mighty) }),
      403,
      /one scope is ingest/,
    ],
    [
      "?key= beside Authorization",
      () => send(`prometheus?key=${ingest}`, { headers: bearer(ingest) }),
      400,
      /one place/,
    ],
    [
      "?key= beside a bad Authorization",
      () => send(`prometheus?key=${ingest}`, { headers: bearer("x") }),
      400,
      /one place/,
    ],
    ["?key= twice", () => send(`prometheus?key=${ingest}&key=${ingest}`), 400, /one place/],
  ])("%s", async (_, post, status, detail) => {
    expectProblem(await post(), status, detail);
  });

  test("in ?key= and Basic alone below /api/v1/in", async () => {
    for (const [path, headers] of [
      [`/api/v1/alerts?key=${ingest}`, {}],
      ["/api/v1/alerts", basic(ingest)],
    ] as const) {
      const sent = { headers: { "content-type": "application/json", ...headers }, chunks: ["{}"] };
      expect((await rawRequest(tocsin.url, path, sent)).status).toBe(401);
    }
  });
});

describe("a key that may more, where others may read it", () => {
  const mightyWith = (bounds: object) => createApiKey(tocsin.dataDir, ["ingest", "read"], "Mighty", bounds);

  test("is refused before its limit counts", async () => {
    const key = mightyWith({ perMinute: 1 });
    for (let time = 0; time < 3; time++) {
      const answer = await send(`prometheus?key=${key}`);
      expectProblem(answer, 403, /one scope is ingest/);
      expect(answer.headers["ratelimit-limit"]).toBeUndefined();
    }
    expect((await send("prometheus", { headers: bearer(key) })).status).toBe(200);
  });

  test("is not noted as used", async () => {
    const key = mightyWith({});
    await send(`prometheus?key=${key}`);
    const used = (name: string) =>
      inDatabase(tocsin.dataDir, (sqlite) =>
        sqlite.prepare("SELECT last_used_at FROM api_keys WHERE name = ? ORDER BY id DESC").pluck().get(name),
      );
    const other = createApiKey(tocsin.dataDir, ["ingest"], "Used after");
    await send(`prometheus?key=${other}`);
    await until("the use of the other key", async () => used("Used after"));
    expect(used("Mighty")).toBeNull();
  });

  test("is 401 once it has expired, and says nothing of its scopes elsewhere", async () => {
    const expired = mightyWith({ expiresAt: Date.now() - 1 });
    expectProblem(await send(`prometheus?key=${expired}`), 401, /expired/);
    const elsewhere = mightyWith({ addresses: ["192.0.2.1"] });
    expectProblem(await send(`prometheus?key=${elsewhere}`), 403, /may not be used from/);
  });
});

test("no key of an address stands in the log", async () => {
  const { status } = await send(`prometheus?key=${ingest}`, { headers: { "x-request-id": "with-key" } });
  expect(status).toBe(200);
  await send(`prometheus?key=${ingest}&key=${ingest}`);
  await send(`nothing?key=${ingest}`);
  await send(`prometheus?key=${ingest}`, { method: "DELETE" });
  await tocsin.waitForLog(({ request_id }) => request_id === "with-key");
  expect(tocsin.output()).not.toContain(ingest.slice(10));
});

describe("where several faults apply, the first is told", () => {
  const large = `[${" ".repeat(1024 * 1024)}]`;
  const gzip = { "content-encoding": "gzip" };
  test.each<[string, () => Promise<RawAnswer>, number]>([
    ["405 before 401", () => send("prometheus", { method: "PUT" }), 405],
    ["401 before 404", () => send("nothing", { body: large }), 401],
    ["403 before 404", () => send("nothing", { headers: bearer(reader) }), 403],
    ["404 before 415", () => send("nothing", { headers: { ...bearer(ingest), ...gzip } }), 404],
    [
      "404 of a path that the type does not take",
      () => send("sentry/api/v2/alerts", { headers: bearer(ingest) }),
      404,
    ],
    [
      "415 before 413",
      () => send("prometheus", { headers: { ...bearer(ingest), ...gzip }, body: large }),
      415,
    ],
    ["413 before 400", () => send("prometheus", { headers: bearer(ingest), body: large.slice(1) }), 413],
    ["400 before 422", () => send("prometheus", { headers: bearer(ingest), body: "[{}" }), 400],
    [
      "422 before 409",
      () => send("prometheus", { headers: { ...bearer(ingest), "tocsin-hops": "9" }, body: "{}" }),
      422,
    ],
    ["409", () => send("prometheus", { headers: { ...bearer(ingest), "tocsin-hops": "5" } }), 409],
    [
      "413 before 401 of a key in the body",
      () => send("pagerduty", { body: " ".repeat(64 * 1024 + 1) }),
      413,
    ],
    ["400 before 401 of a key in the body", () => send("pagerduty", { body: "{" }), 400],
    [
      "415 before 400 and 401 of a key in a coded body",
      () => send("pagerduty", { body: "\u001f", headers: gzip }),
      415,
    ],
    [
      "413 of a key in the body, though it is there",
      () => send("pagerduty", { body: TRIGGER(ingest).padEnd(65_537) }),
      413,
    ],
    [
      "415 after it",
      () => send("pagerduty", { body: TRIGGER(ingest), headers: { "content-type": "text/x" } }),
      415,
    ],
  ])("%s", async (_, post, status) => {
    expect((await post()).status).toBe(status);
  });
});

test("an unknown type is 404 and lists the types", async () => {
  expectProblem(
    await send("nagios", { headers: bearer(ingest) }),
    404,
    /prometheus, alertmanager, .+ or the id/,
  );
  expectProblem(await send("src_nowhere", { headers: bearer(ingest) }), 404, /No source/);
});

test.each(["GET", "HEAD", "PUT", "PATCH", "DELETE"])("%s is 405", async (method) => {
  const { status, headers } = await send("prometheus", { method, headers: bearer(ingest) });
  expect([status, headers.allow]).toEqual([405, "POST, OPTIONS"]);
});

describe("OPTIONS", () => {
  const ask = (path: string, headers: Record<string, string>) => send(path, { method: "OPTIONS", headers });

  test("is the handshake of CloudEvents, without a key", async () => {
    const { status, headers } = await ask("cloudevents", {
      "webhook-request-origin": "eventemitter.example.com",
      "webhook-request-callback": "http://127.0.0.1:1/never",
      "webhook-request-rate": "120",
      origin: "https://evil.example",
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "webhook-allowed-origin": "eventemitter.example.com",
      "webhook-allowed-rate": "*",
    });
    expect(Object.keys(headers).filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });

  test.each(["a b", "https://a.example", `${"a.".repeat(127)}a`, "-a.example", "a..example", "*"])(
    "an origin that is no host name is 400: %s",
    async (origin) => {
      expectProblem(await ask("cloudevents", { "webhook-request-origin": origin }), 400, /host name/);
    },
  );

  test("of any other is 204 with the methods", async () => {
    for (const path of ["prometheus", "cloudevents", "nothing"]) {
      const { status, headers } = await ask(path, {});
      expect([status, headers.allow]).toEqual([204, "POST, OPTIONS"]);
    }
  });
});

test("1 MiB of nesting is refused in words", async () => {
  const deep = "[".repeat(524_288) + "]".repeat(524_288);
  for (const type of ["prometheus", "grafana", "sentry", "cloudevents"])
    for (const body of [deep, `{"a":${deep.slice(4, -4)}}`]) {
      const { status } = await send(type, { headers: bearer(ingest), body });
      expect([400, 422], type).toContain(status);
    }
});

test("one bad alert refuses all, by its place", async () => {
  const alerts = [firing("Good"), { labels: {} }, firing("Fine")];
  const answer = await send("prometheus", { headers: bearer(ingest), body: JSON.stringify(alerts) });
  expectProblem(answer, 422, /^Nothing was stored: \[1\]\.labels/);
});

test("1,001 alerts in one body are 413", async () => {
  const body = JSON.stringify(Array(1_001).fill({ labels: { alertname: "A" } }));
  expectProblem(await send("prometheus", { headers: bearer(ingest), body }), 413, /at most 1,000 alerts/);
});

test("each answer counts in the metrics", async () => {
  const count = async () => {
    const answer = await fetch(`${tocsin.url}/metrics`, { headers: bearer(reader) });
    return seriesOf(await answer.text()).get('tocsin_ingest_requests_total{status="413"}') ?? 0;
  };
  const before = await count();
  await send("pagerduty", { body: " ".repeat(65_537) });
  expect(await count()).toBe(before + 1);
});

test("after 60 bad keys in bodies from an address it is 429 for a minute, whatever the next key is", async () => {
  const bad = () => send("pagerduty", { body: TRIGGER(newApiKey()) });
  const first: number[] = [];
  for (let post = 0; post < 61; post++) first.push((await bad()).status);
  expect(first[0]).toBe(401);
  const { status, headers } = await send("pagerduty", { body: TRIGGER(ingest) });
  expect(status).toBe(429);
  expect(Number(headers["retry-after"])).toBeGreaterThanOrEqual(1);
  expect(Number(headers["retry-after"])).toBeLessThanOrEqual(60);
  expect((await send("pagerduty", { headers: bearer(ingest), body: TRIGGER("x") })).status).toBe(202);
});
