import { createHash } from "node:crypto";
import { request } from "node:http";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

let tocsin: Tocsin;
let key: string;
let script: string;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  key = connect(tocsin).key;
  const { body } = await ask("/login");
  script = /src="(\/_next\/static\/[^"?]+\.js)/.exec(body.toString())?.[1] ?? "";
});

afterAll(() => tocsin[Symbol.asyncDispose]());

type Headers = Record<string, string>;

/** The bytes on the wire. */
function ask(path: string, headers: Headers = {}, method = "GET", sent?: string) {
  return new Promise<{ status: number; headers: Headers; body: Buffer }>((resolve, reject) => {
    const outgoing = request(tocsin.url + path, { method, headers, agent: false });
    outgoing.once("response", async (answer) => {
      const body = await buffer(answer);
      resolve({ status: answer.statusCode ?? 0, headers: answer.headers as Headers, body });
    });
    outgoing.once("error", reject);
    outgoing.end(sent);
  });
}

const UNPACK: Record<string, (body: Buffer) => Buffer> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  zstd: zstdDecompressSync,
};

const SECURITY = ["x-content-type-options", "referrer-policy", "permissions-policy"];

describe("a page", () => {
  test.each([
    ["gzip, deflate, br, zstd", "zstd"],
    ["gzip, deflate", "gzip"],
    ["zstd;q=0.1, gzip;q=0.2", "gzip"],
  ])("for %s comes in %s", async (accepted, coding) => {
    const { status, headers, body } = await ask("/login", { "accept-encoding": accepted });
    expect(status).toBe(200);
    expect(headers["content-encoding"]).toBe(coding);
    expect(headers.vary).toMatch(/\bAccept-Encoding\b/);
    expect(headers["content-length"]).toBeUndefined();
    expect(UNPACK[coding]?.(body).toString()).toMatch(/^<!DOCTYPE html>.*Sign in.*<\/html>$/s);
  });

  test.each<Headers>([{}, { "accept-encoding": "br" }, { "accept-encoding": "gzip;q=0" }])(
    "comes as it is for %j",
    async (accepted) => {
      const { headers, body } = await ask("/login", accepted);
      expect(headers["content-encoding"]).toBeUndefined();
      expect(headers.vary).toMatch(/\bAccept-Encoding\b/);
      expect(body.toString()).toContain("Sign in");
    },
  );

  test("is a 406 if no coding is acceptable", async () => {
    const { status, body } = await ask("/login", { "accept-encoding": "identity;q=0, br" });
    expect(status).toBe(406);
    expect(JSON.parse(body.toString()).detail).toBe(
      "Accept-Encoding leaves no coding: this address has gzip, zstd and identity.",
    );
  });

  test("has the same headers for HEAD, and no body", async () => {
    const { headers, body } = await ask("/login", { "accept-encoding": "gzip" }, "HEAD");
    expect(headers["content-encoding"]).toBe("gzip");
    expect(headers["content-length"]).toBeUndefined();
    expect(body).toHaveLength(0);
  });
});

describe("a script of the pages", () => {
  test.each([
    ["gzip, deflate, br, zstd", "br"],
    ["gzip, deflate", "gzip"],
  ])("for %s comes in %s, and is the same", async (accepted, coding) => {
    const plain = await ask(script);
    const packed = await ask(script, { "accept-encoding": accepted });
    expect(packed.headers).toMatchObject({
      "content-encoding": coding,
      "content-length": String(packed.body.length),
      vary: "Accept-Encoding",
      "cache-control": plain.headers["cache-control"],
      "content-type": plain.headers["content-type"],
    });
    for (const name of SECURITY) {
      expect(packed.headers[name]).toBeDefined();
      expect(packed.headers[name]).toBe(plain.headers[name]);
    }
    const hash = (bytes?: Buffer) =>
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex");
    expect(hash(UNPACK[coding]?.(packed.body))).toBe(hash(plain.body));
    expect(packed.body.length).toBeLessThan(plain.body.length / 2);
  });

  test("has its own tag in each coding, and answers 304 to it", async () => {
    const answers = ["br", "gzip", "identity"].map((accepted) =>
      ask(script, { "accept-encoding": accepted }),
    );
    const tags = (await Promise.all(answers)).map(({ headers }) => headers.etag);
    expect(new Set(tags).size).toBe(3);
    for (const [coding, tag] of [
      ["br", tags[0]],
      ["gzip", `W/${tags[1]}`],
      ["gzip", `"other", ${tags[1]}`],
    ] as const) {
      const again = await ask(script, { "accept-encoding": coding, "if-none-match": tag ?? "" });
      expect(again.status).toBe(304);
      expect(again.headers.vary).toBe("Accept-Encoding");
      expect(again.body).toHaveLength(0);
    }
    const other = await ask(script, { "accept-encoding": "gzip", "if-none-match": tags[0] ?? "" });
    expect(other.status).toBe(200);
  });

  test("has the same headers for HEAD, and no body", async () => {
    const get = await ask(script, { "accept-encoding": "br" });
    const head = await ask(script, { "accept-encoding": "br" }, "HEAD");
    expect(head.body).toHaveLength(0);
    for (const name of ["content-encoding", "content-length", "content-type", "etag", "vary"])
      expect(head.headers[name]).toBe(get.headers[name]);
  });

  test("is sent in part only without a coding", async () => {
    const range = await ask(script, { "accept-encoding": "br, gzip", range: "bytes=2-11" });
    const plain = await ask(script);
    expect(range.status).toBe(206);
    expect(range.headers["content-encoding"]).toBeUndefined();
    expect(range.headers.vary).toBe("Accept-Encoding");
    expect(range.body.equals(plain.body.subarray(2, 12))).toBe(true);
  });

  test("is a 404 under a name that leads out of its folder", async () => {
    for (const path of ["/_next/static/..%2f..%2fBUILD_ID", "/_next/static/chunks/none.js"]) {
      const { status } = await ask(path, { "accept-encoding": "br" });
      expect(status).toBe(404);
    }
  });
});

test("REST compresses its answer to a GET, but not to a change", async () => {
  const asked = { authorization: `Bearer ${key}`, "accept-encoding": "gzip" };
  const read = await ask("/api/v1/openapi.json", asked);
  expect(read.headers["content-encoding"]).toBe("gzip");
  expect(JSON.parse(gunzipSync(read.body).toString()).openapi).toMatch(/^3\./);

  const alert = JSON.stringify({ alert_title: "Disk full", details: { text: "x".repeat(5_000) } });
  const json = { ...asked, "content-type": "application/json" };
  const posted = await ask("/api/v1/alerts", json, "POST", alert);
  expect(posted.status).toBe(202);
  expect(posted.headers["content-encoding"]).toBeUndefined();
  const rule = JSON.stringify({ name: "All", description: "x".repeat(5_000), channels: "all" });
  const made = await ask("/api/v1/rules", json, "POST", rule);
  expect(made.status).toBe(201);
  expect(made.headers["content-encoding"]).toBeUndefined();
});

test("an action's answer is never compressed, because it may contain a secret", async () => {
  const visitor = new Visitor(tocsin.url, { "accept-encoding": "gzip, br, zstd" });
  await visitor.signIn(email, password);
  const action = {
    file: "app/(console)/settings/api-keys/actions.ts",
    name: "createApiKey",
    page: "/settings/api-keys/new",
  };
  const answer = await visitor.callAction(action, [{ name: "ticket-bot", scopes: ["read"] }]);
  expect(await answer.text()).toContain('"key":"');
  expect(answer.headers.get("content-encoding")).toBeNull();
});
