import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCOPES, type Scope } from "#lib/domain/people/actor.ts";
import { table } from "#lib/web/rest/table.ts";
import { type Api, type ApiAnswer, apiOf, connect, type Problem } from "../../support/api.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";

let tocsin: Tocsin;
let keys: Record<Scope, Api>;

beforeAll(async () => {
  tocsin = await startTocsin();
  const made = SCOPES.map((scope) => [scope, connect(tocsin, [scope])] as const);
  keys = Object.fromEntries(made) as Record<Scope, Api>;
});

afterAll(() => tocsin[Symbol.asyncDispose]());

/** An id of each noun that nobody has. */
const NOWHERE: Record<string, string> = {
  channels: "chn_nowhere",
  rules: "rul_nowhere",
  mutes: "mut_nowhere",
  deliveries: "dlv_nowhere",
  jobs: "job_nowhere",
  sources: "src_nowhere",
};

/** Every route of the table that needs a key, with an address that leads to nothing. */
const ROUTES = table.flatMap(({ method, path, scope }): [method: string, path: string, scope: Scope][] => {
  const noun = path.split("/")[3] ?? "";
  const address = path.replace(/\{(alert_id|source)\}/, "nowhere").replace("{id}", NOWHERE[noun] ?? "");
  return scope === null ? [] : [[method, address, scope]];
});

/** What a key with the scope may do; `manage` is all but posting. */
const mayDo = (scope: Scope): Scope[] => (scope === "manage" ? ["read", "operate", "manage"] : [scope]);

function expectProblem(answer: ApiAnswer<Problem>, status: number, title: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.body).toMatchObject({
    type: "about:blank",
    title,
    status,
    detail: expect.stringMatching(/^.+\.$/),
  });
}

describe("who may ask", () => {
  test.each(ROUTES)("%s %s is 401 without a key in force", async (method, path) => {
    for (const key of ["", "tocsin_unknown"]) {
      const answer = await apiOf(tocsin.url, key).request<Problem>(method, path);
      expectProblem(answer, 401, "Not authenticated");
      // Senders may also give the key as a Basic password.
      const basic = path.startsWith("/api/v1/in/") ? 'Basic realm="Tocsin", ' : "";
      expect(answer.headers.get("www-authenticate")).toBe(`${basic}Bearer realm="Tocsin"`);
    }
  });

  test.each(ROUTES)("%s %s takes the scope %s, and is 403 without it", async (method, path, scope) => {
    for (const other of SCOPES) {
      const options = method === "GET" || method === "DELETE" ? {} : { body: {} };
      const answer = await keys[other].request<Problem>(method, path, options);
      if (mayDo(other).includes(scope)) expect([200, 404, 422]).toContain(answer.status);
      else expectProblem(answer, 403, "Not allowed");
    }
  });

  test("a session is no key: the REST interface takes none", async () => {
    const answer = await fetch(`${tocsin.url}/api/v1/channels`, { headers: { cookie: "tocsin-session=x" } });
    expect(answer.status).toBe(401);
  });
});

describe("what is not there is 404", () => {
  test.each(ROUTES.filter(([, path]) => path.includes("nowhere")))("%s %s", async (method, path, scope) => {
    const body = path.endsWith("/status") ? { status: "Resolved" } : {};
    const options = method === "PATCH" || path.endsWith("/status") ? { body } : {};
    const { request } = scope === "ingest" ? keys.ingest : keys.manage;
    expectProblem(await request<Problem>(method, path, options), 404, "Not found");
  });

  test.each(["/api/v1", "/api/v1/nothing", "/api/v1/channels/chn_1/nothing", "/api/v1/alerts/a/b/c"])(
    "%s, an address of nothing",
    async (path) => {
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"])
        expectProblem(await keys.manage.request<Problem>(method, path), 404, "Not found");
    },
  );
});

describe("a method that an address does not take is 405", () => {
  test.each([
    ["PUT", "/api/v1/channels"],
    ["DELETE", "/api/v1/channels"],
    ["POST", "/api/v1/channels/chn_1"],
    ["PUT", "/api/v1/rules"],
    ["POST", "/api/v1/rules/rul_1"],
    ["GET", "/api/v1/rules/try"],
    ["POST", "/api/v1/deliveries"],
    ["GET", "/api/v1/deliveries/dlv_1/redeliver"],
    ["PUT", "/api/v1/alerts"],
    ["DELETE", "/api/v1/alerts/a"],
    ["GET", "/api/v1/alerts/a/status"],
  ])("%s %s", async (method, path) => {
    const answer = await keys.manage.request<Problem>(method, path);
    expectProblem(answer, 405, "Method not allowed");
    expect(answer.headers.get("allow")).not.toContain(method);
  });

  test.each([
    ["/api/v1/channels", "GET, POST, HEAD, OPTIONS"],
    ["/api/v1/channels/chn_1", "GET, PATCH, DELETE, HEAD, OPTIONS"],
    ["/api/v1/channels/chn_1/test", "POST, OPTIONS"],
    ["/healthz", "GET, HEAD, OPTIONS"],
    ["/livez", "GET, HEAD, OPTIONS"],
  ])("and %s says which it takes: %s", async (path, allow) => {
    for (const method of ["PUT", "OPTIONS"]) {
      const answer = await fetch(tocsin.url + path, { method });
      expect([answer.status, answer.headers.get("allow")]).toEqual([method === "PUT" ? 405 : 204, allow]);
    }
  });
});

test.each(["TRACE", "PROPFIND"])("%s, a method that no address takes, is 501", async (method) => {
  const answer = await rawRequest(tocsin.url, "/api/v1/channels", { method });
  expect(JSON.parse(answer.body)).toMatchObject({ title: "Not implemented", status: 501 });
});

test.each(["%%%", "a/b", "ada@evil.example"])("a Host that is none, %s, is 400", async (host) => {
  const answer = await rawRequest(tocsin.url, "/api/auth/csrf", { method: "GET", headers: { host } });
  expect(JSON.parse(answer.body)).toMatchObject({ status: 400, detail: "The Host header is not valid." });
});

describe("an address that is sent whole, as to a proxy,", () => {
  test("is the address without its host", async () => {
    const answer = await rawRequest(tocsin.url, `${tocsin.url}/healthz`, { method: "GET" });
    expect([answer.status, answer.body]).toEqual([200, '{"status":"ok"}']);
  });

  test("is taken by the ingest", async () => {
    const headers = { authorization: `Bearer ${keys.ingest.key}`, "content-type": "application/json" };
    const chunks = ['{"alert_title":"A"}'];
    const answer = await rawRequest(tocsin.url, `${tocsin.url}/api/v1/alerts`, { headers, chunks });
    expect(answer.status).toBe(202);
  });

  test("leads to no other site", async () => {
    const answer = await rawRequest(tocsin.url, "http://evil.example/deliveries", { method: "GET" });
    expect(answer.headers.location).toBe("/login?next=%2Fdeliveries");
  });
});

describe("a path that can't be decoded, or is none, is 400", () => {
  test.each(["/api/v1/channels/%FF", "/api/v1/alerts/%zz", "/api/v1/%", "/%C3", "/login%E0%A4", "*"])(
    "%s",
    async (path) => {
      const answer = await rawRequest(tocsin.url, path, { method: "GET" });
      expect(answer.status).toBe(400);
      expect(answer.headers["content-type"]).toBe("application/problem+json");
      expect(JSON.parse(answer.body)).toMatchObject({ title: "Malformed request", status: 400 });
    },
  );
});

describe("a body that can't be read", () => {
  const post = (body: string, headers: Record<string, string> = {}) =>
    keys.manage.request<Problem>("POST", "/api/v1/channels", { body, headers });

  test("is 415 where it is not announced as JSON", async () => {
    expectProblem(await post("name=A", { "content-type": "text/plain" }), 415, "Unsupported media type");
  });

  test.each<[string, Record<string, string>]>([
    ["in another character set", { "content-type": "application/json; charset=latin1" }],
    ["with a content encoding", { "content-type": "application/json", "content-encoding": "gzip" }],
  ])("is 415 %s", async (_, headers) => {
    expectProblem(await post("{}", headers), 415, "Unsupported media type");
  });

  test("is 415 where nothing announces it, also where it may be left out", async () => {
    const headers = { authorization: `Bearer ${keys.manage.key}` };
    for (const path of ["/api/v1/channels", "/api/v1/channels/chn_1/test"]) {
      const answer = await rawRequest(tocsin.url, path, { headers, chunks: ["{}"] });
      expect(answer.status, path).toBe(415);
    }
  });

  test("is 413 above 1 MiB", async () => {
    expectProblem(await post(`"${"x".repeat(1024 * 1024)}"`), 413, "Too large");
  });

  test.each(["", "{", '{"name":"A"}}'])("is 400 where it is no JSON: %j", async (body) => {
    expectProblem(await post(body), 400, "Malformed request");
  });
});

test("no picture is scaled for anybody", async () => {
  expect((await fetch(`${tocsin.url}/_next/image?url=%2Ficon.svg&w=64&q=75`)).status).toBe(404);
});

test.each(["/healthz", "/livez"])("%s is open, and answers while all is well", async (path) => {
  const answer = await fetch(tocsin.url + path);
  expect([answer.status, await answer.json()]).toEqual([200, { status: "ok" }]);
  const head = await fetch(tocsin.url + path, { method: "HEAD" });
  expect([head.status, await head.text()]).toEqual([200, ""]);
});

test("the description of the interface is open, and names every route", async () => {
  const answer = await fetch(`${tocsin.url}/api/v1/openapi.json`);
  expect(answer.status).toBe(200);
  const { openapi, paths } = (await answer.json()) as { openapi: string; paths: Record<string, object> };
  expect(openapi).toMatch(/^3\./);
  const open = [
    { method: "GET", path: "/healthz" },
    { method: "GET", path: "/livez" },
  ];
  for (const { method, path } of [...table, ...open])
    expect(Object.keys(paths[path] ?? {}), path).toContain(method.toLowerCase());
});
