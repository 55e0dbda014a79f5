import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseTrustedProxies } from "#lib/domain/trusted-proxies.ts";
import { createListener } from "#lib/web/http/listener.ts";
import { rawRequest } from "../../../support/raw-request.ts";

type Seen = { url: string; method: string; headers: IncomingHttpHeaders; body: string };

let server: Server;
let proxies: string[];

/** Starts a listener whose Next answers with what it was given. */
async function listen(parts: { baseUrl?: string | null; trustedProxies?: string } = {}): Promise<void> {
  const listener = createListener({
    baseUrl: parts.baseUrl ?? null,
    security: { always: {}, onAll: () => {}, onPage: () => {} },
    trustedProxies: parseTrustedProxies(parts.trustedProxies),
    ingest: (_request, response) => response.end("ingest"),
    senders: ({ url }, response, address) => response.end(JSON.stringify({ url, ...address })),
    builtFiles: null,
    stream: (_request, response) => response.end("stream"),
    exports: (_request, response) => response.end("exports"),
    download: (_request, response) => response.end("download"),
    metrics: (_request, response) => response.end("metrics"),
    next: async (request, response) => {
      const { url, method, headers } = request;
      response.end(JSON.stringify({ url, method, headers, body: await text(request) }));
    },
    onUntrustedProxy: (header, peer) => proxies.push(`${header} from ${peer}`),
  });
  server.on("request", listener);
}

beforeEach(async () => {
  proxies = [];
  server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => {
  server.close();
});

const ask = (path: string, options: Parameters<typeof rawRequest>[2] = {}) =>
  rawRequest(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, path, {
    method: "GET",
    ...options,
  });

/** What Next was given of a request. */
async function seen(path: string, options: Parameters<typeof rawRequest>[2] = {}): Promise<Seen> {
  const { status, body } = await ask(path, options);
  expect(status).toBe(200);
  return JSON.parse(body);
}

describe("the path is passed on in its resolved form", () => {
  test.each([
    ["/deliveries?state=failed", "/deliveries?state=failed"],
    ["/alerts/a%2F..%2Fb", "/alerts/a%2F..%2Fb"],
    ["/api/v1/../../login", "/login"],
    ["/api/v1/%2e%2E/%2e%2e/login?x=%2e%2e", "/login?x=%2e%2e"],
    ["/x\\..\\login", "/login"],
    ["//evil.com/x", "//evil.com/x"],
    ["http://127.0.0.1/login", "/login"],
    ["http://127.0.0.1?a=1", "/?a=1"],
  ])("%s as %s", async (path, url) => {
    await listen();
    const given = await seen(path);
    expect(given.url).toBe(url);
    expect(given.headers["x-tocsin-path"]).toBe(url);
  });

  test.each([
    ["*", 400],
    ["/%ff", 400],
    ["/%", 400],
  ])("%s is %i", async (path, status) => {
    await listen();
    expect((await ask(path, { method: "OPTIONS" })).status).toBe(status);
  });
});

test("only posts of alerts bypass Next", async () => {
  await listen();
  for (const path of ["/api/v1/alerts", "/api/v1/alerts?x=1"])
    expect((await ask(path, { method: "POST" })).body).toBe("ingest");
  expect(await seen("/api/v1/alerts")).toMatchObject({ method: "GET" });
  for (const path of ["/api/v1/alerts/", "/api/v1/alertsx"])
    expect(await seen(path, { method: "POST" })).toMatchObject({ url: path });
});

describe("everything below /api/v1/in bypasses Next, and ?key= is taken out of its address", () => {
  test.each([
    ["/api/v1/in/sentry", "sentry", "", []],
    ["/api/v1/in/sentry/", "sentry", "", []],
    ["/api/v1/in", "", "", []],
    ["/api/v1/in/prometheus/api/v2/alerts", "prometheus", "/api/v2/alerts", []],
    ["/api/v1/in/sentry?key=s3cret", "sentry", "", ["s3cret"]],
    ["/api/v1/in/sentry?a=1&key=s3cret&key=%73", "sentry", "", ["s3cret", "s"]],
    ["/api/v1/in/sentry?%6Bey=s3cret", "sentry", "", ["s3cret"]],
    ["/api/./v1/in/sentry?key=s3cret", "sentry", "", ["s3cret"]],
    ["/api/v1/%69n/%73entry?key=s3cret", "sentry", "", ["s3cret"]],
    ["http://127.0.0.1/api/v1/in/sentry?key=s3cret", "sentry", "", ["s3cret"]],
  ])("%s", async (path, source, rest, keys) => {
    await listen();
    for (const method of ["POST", "GET", "OPTIONS"]) {
      const given = JSON.parse((await ask(path, { method })).body);
      expect(given).toEqual({ url: expect.not.stringMatching(/key|s3cret/i), source, rest, keys });
    }
  });

  test("no other address does", async () => {
    await listen();
    for (const path of ["/api/v1/inn/sentry?key=x", "/api/v1/info?key=x"])
      expect(await seen(path, { method: "POST" })).toMatchObject({ url: path });
  });
});

test.each(["/api/v1/export/alerts", "/api/v1/export/deliveries?format=csv", "/api/export/audit"])(
  "%s bypasses Next, but no other method does",
  async (path) => {
    await listen();
    expect((await ask(path)).body).toBe("exports");
    expect(await seen(path, { method: "POST" })).toMatchObject({ url: path });
    expect(await seen(path.replace("/export/", "/export/no"))).toMatchObject({ method: "GET" });
  },
);

test("every answer has the request's id", async () => {
  await listen();
  const idOf = async (path: string, headers: Record<string, string>) =>
    (await ask(path, { headers })).headers["x-request-id"];
  for (const path of ["/alerts", "/livez", "/metrics", "/api/stream", "/%zz"]) {
    expect(await idOf(path, { "x-request-id": "req-7" }), path).toBe("req-7");
    expect(await idOf(path, { "x-request-id": "not valid" }), path).toMatch(/^[a-z0-9]{6}-[a-z0-9]+$/);
  }
});

test("a body that Next reads arrives whole, chunked and not", async () => {
  await listen();
  const body = "é".repeat(20_000);
  const announced: Record<string, string> = { "content-length": String(Buffer.byteLength(body)) };
  for (const headers of [{}, announced])
    expect(await seen("/login", { method: "POST", headers, chunks: [body] })).toMatchObject({ body });
});

describe("what a browser asks for without its user", () => {
  test.each(["next-router-prefetch", "x-tocsin-refresh"])("is marked by %s", async (name) => {
    await listen();
    const { headers } = await seen("/rules", { headers: { [name]: "1" } });
    expect(headers["x-tocsin-by-itself"]).toBe("1");
  });

  test("is marked by nobody else", async () => {
    await listen();
    const { headers } = await seen("/rules", { headers: { "x-tocsin-by-itself": "1", rsc: "1" } });
    expect(headers).not.toHaveProperty("x-tocsin-by-itself");
  });
});

describe("X-Forwarded headers", () => {
  const sent = {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-proto": "https",
    "x-forwarded-host": "tocsin.example.com",
    "x-forwarded-port": "8443",
    "x-tocsin-path": "/evil",
    "x-tocsin-own": "guessed",
  };
  const own = { "x-forwarded-for": "127.0.0.1", "x-forwarded-proto": "http" };

  test("from an untrusted peer are replaced, and reported once", async () => {
    await listen({ trustedProxies: "10.0.0.0/8" });
    for (const _ of [1, 2]) {
      const { headers } = await seen("/login", { headers: sent });
      expect(headers).toMatchObject({ ...own, "x-forwarded-host": headers.host, "x-tocsin-path": "/login" });
      expect(headers).not.toHaveProperty("x-forwarded-port");
    }
    expect(proxies).toEqual(["x-forwarded-for from 127.0.0.1"]);
  });

  test.each([
    [{ via: "1.1 proxy" }, "via"],
    [{ "x-forwarded-for": "10.0.0.1", "x-tocsin-hidden-by": "nothing" }, "x-forwarded-for"],
    [{ "x-tocsin-hidden-by": "nothing" }, undefined],
  ])("Next is told what hides the client, by Tocsin alone: %j → %s", async (headers, hiddenBy) => {
    await listen();
    const given = await seen("/login", { headers });
    expect(given.headers["x-tocsin-hidden-by"]).toBe(hiddenBy);
  });

  test("behind a trusted proxy nothing hides the client", async () => {
    await listen({ trustedProxies: "loopback" });
    const { headers } = await seen("/login", { headers: { ...sent, via: "1.1 proxy" } });
    expect(headers).not.toHaveProperty("x-tocsin-hidden-by");
  });

  test.each(["via", "forwarded", "x-forwarded-anything"])(
    "%s is told for posts of alerts too",
    async (name) => {
      await listen();
      await ask("/api/v1/alerts", { method: "POST", headers: { [name]: "1.1 proxy" } });
      expect(proxies).toEqual([`${name} from 127.0.0.1`]);
    },
  );

  test("from a trusted peer are kept", async () => {
    await listen({ trustedProxies: "loopback" });
    const { headers } = await seen("/login", { headers: sent });
    expect(headers).toMatchObject({
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "tocsin.example.com",
      "x-tocsin-path": "/login",
    });
    expect(headers).not.toHaveProperty("x-forwarded-port");
    expect(proxies).toEqual([]);
  });

  test.each([
    [{ "x-forwarded-proto": "ftp" }, "http"],
    [{ "x-forwarded-proto": "" }, "http"],
    [{ "x-forwarded-proto": "HTTPS" }, "https"],
    [{ "x-forwarded-proto": "https, http" }, "https"],
    [{ "x-forwarded-host": "a b" }, "http"],
    [{ "x-forwarded-host": "//evil" }, "http"],
  ])("of a trusted peer that are odd don't: %j", async (headers, protocol) => {
    await listen({ trustedProxies: "loopback" });
    const given = await seen("/login", { headers });
    expect(given.headers["x-forwarded-proto"]).toBe(protocol);
    expect(given.headers["x-forwarded-host"]).toBe(given.headers.host);
  });

  test("BASE_URL replaces them, whoever asks", async () => {
    await listen({ trustedProxies: "loopback", baseUrl: "https://alerts.example.org:8443" });
    const { headers } = await seen("/login", { headers: { ...sent, "x-forwarded-proto": "http" } });
    expect(headers).toMatchObject({
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-proto": "https",
      "x-forwarded-host": "alerts.example.org:8443",
    });
  });

  test("of a request that Next sends to itself are kept, and count as no proxy's", async () => {
    await listen({ trustedProxies: "10.0.0.0/8" });
    const own = (await seen("/login")).headers["x-tocsin-own"];
    const forwarded = { "x-tocsin-own": String(own), "x-forwarded-for": "203.0.113.7" };
    expect((await seen("/alerts", { headers: forwarded })).headers).toMatchObject({
      "x-forwarded-for": "203.0.113.7",
      "x-tocsin-path": "/alerts",
    });
    expect(proxies).toEqual([]);
  });
});
