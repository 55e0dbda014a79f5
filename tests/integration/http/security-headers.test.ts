import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { freePort } from "../../support/free-port.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

let tocsin: Tocsin;
let visitor: Visitor;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, password);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const PAGE = [
  "default-src 'self'",
  "script-src 'nonce-?' 'strict-dynamic'",
  "style-src 'self' 'nonce-?'",
  "style-src-attr 'unsafe-inline'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
].join("; ");

const policyOf = ({ headers }: Response) =>
  headers.get("content-security-policy")?.replaceAll(/'nonce-[A-Za-z0-9+/]{22}=='/g, "'nonce-?'");

describe.each(["/", "/alerts", "/rules/new/rule", "/login", "/nowhere", "/rules/rul_nowhere"])(
  "the page %s",
  (path) => {
    test("has the policy of pages, and is kept by nobody", async () => {
      const { headers, ...answer } = await visitor.request(path);
      expect(policyOf({ headers, ...answer } as Response)).toBe(PAGE);
      expect(headers.get("cache-control")).toMatch(/\bno-store\b/);
    });
  },
);

test.each([
  "/alerts",
  "/login",
  "/nowhere",
  "/api/search?q=a",
  "/api/stream?",
  "/api/export/alerts",
  "/api/v1/alerts",
  "/api/v1/nothing",
  "/metrics",
  "/livez",
  "/healthz",
  "/icon.svg",
  "/%zz",
])("%s can't be framed, sniffed or told to others", async (path) => {
  const stop = new AbortController();
  const { headers } = await visitor.request(path, { signal: stop.signal });
  stop.abort();
  expect(headers.get("content-security-policy")).toMatch(/frame-ancestors 'none'/);
  expect(headers.get("content-security-policy")).toMatch(/^default-src '(?:self|none)'/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("same-origin");
  expect(headers.get("permissions-policy")).toMatch(/camera=\(\).*microphone=\(\)/);
  expect(headers.get("strict-transport-security")).toBeNull();
});

const SECURITY_HEADERS = [
  "content-security-policy",
  "x-content-type-options",
  "referrer-policy",
  "permissions-policy",
];

test("an answer to a post of alerts is kept by nobody, and has the headers of every other answer", async () => {
  const { headers } = await connect(tocsin).request("POST", "/api/v1/alerts", { body: { alert_title: "A" } });
  expect(headers.get("cache-control")).toBe("no-store");
  const { headers: others } = await visitor.request("/livez");
  for (const name of SECURITY_HEADERS) expect([name, headers.get(name)]).toEqual([name, others.get(name)]);
  expect(headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
});

test("scripts and styles are kept for ever, and have no nonce that would change them", async () => {
  const page = await (await visitor.request("/login")).text();
  const files = [...page.matchAll(/(?:src|href)="(\/_next\/static\/[^"]+\.(?:js|css))"/g)].map(
    ([, file]) => file,
  );
  expect(files.length).toBeGreaterThan(3);
  for (const file of files) {
    const { status, headers } = await visitor.request(String(file), { headers: { "accept-encoding": "br" } });
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(headers.get("content-security-policy")).not.toContain("nonce");
  }
});

describe("the page that Next made at build", () => {
  test("runs what it holds by hashes, and is kept by nobody", async () => {
    const answer = await visitor.request("/_global-error");
    expect(answer.status).toBe(500);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-\S+'(?: 'sha256-\S+'){2,};/);
    expect(policy).toMatch(/style-src 'self' 'nonce-\S+' 'sha256-\S+';/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });
});

test("where the public address is https, browsers are told to use nothing else", async () => {
  const port = await freePort();
  await using _proxied = await startTocsin({
    env: { BASE_URL: "https://tocsin.example.com", PORT: String(port) },
  });
  for (const path of ["/login", "/api/v1/alerts", "/livez"]) {
    const { headers } = await new Visitor(`http://127.0.0.1:${port}`).request(path);
    expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
  }
  const { headers } = await fetch(`http://127.0.0.1:${port}/api/v1/alerts`, { method: "POST" });
  expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
});
