import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connect } from "../../support/api.ts";
import { forgetPeak, memoryOf } from "../../support/memory.ts";
import { rawRequest } from "../../support/raw-request.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";
const MIB = 1024 * 1024;

let tocsin: Tocsin;
let key: string;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  key = connect(tocsin).key;
  // What a server needs once it has answered each kind of request is not what a body makes it need.
  const visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, password);
  for (const path of ["/login", "/rules", "/healthz"]) await (await visitor.request(path)).text();
});

afterAll(() => tocsin[Symbol.asyncDispose]());

type Flood = { method: string; path: string; headers: Record<string, string>; chunk: string; bytes: number };

/**
 * Sends a body without a look at what comes back, as long as the server takes it. Resolves with the status, null where
 * the connection ended before an answer, and with how much went out.
 */
async function flood({ method, path, headers, chunk, bytes }: Flood) {
  const outgoing = request(tocsin.url, { method, path, headers, agent: false });
  let sent = 0;
  let status: number | null = null;
  const ended = new Promise<void>((resolve) => {
    outgoing.once("error", () => resolve());
    // It may close in the moment in which the answer has come.
    outgoing.once("close", () => resolve());
    outgoing.once("response", async (response) => {
      status = response.statusCode ?? null;
      await text(response).catch(() => "");
      resolve();
    });
  });
  const piece = Buffer.from(chunk.repeat(Math.ceil(64_000 / chunk.length)));
  const send = () => {
    while (sent < bytes && !outgoing.destroyed) {
      sent += piece.length;
      if (!outgoing.write(piece)) return void outgoing.once("drain", send);
    }
    outgoing.end();
  };
  send();
  await ended;
  outgoing.destroy();
  return { status, sent };
}

describe("a body that goes on and on costs neither memory nor the process", () => {
  const json = { "content-type": "application/json" };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const action = { "content-type": "text/plain;charset=UTF-8", "next-action": "0".repeat(42) };
  const multipart = { ...action, "content-type": "multipart/form-data; boundary=x" };
  const rest = () => ({ ...json, authorization: `Bearer ${key}` });

  test.each<[string, Omit<Flood, "headers">, () => Record<string, string>, number]>([
    [
      "JSON to sign-in",
      { method: "POST", path: "/api/auth/callback/credentials", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => json,
      413,
    ],
    [
      "a form to sign-in",
      { method: "POST", path: "/api/auth/callback/credentials", chunk: "email=a&", bytes: 300 * MIB },
      () => form,
      413,
    ],
    [
      "to another of its addresses",
      { method: "POST", path: "/api/auth/_log", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => json,
      413,
    ],
    [
      "with a GET",
      { method: "GET", path: "/api/auth/csrf", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => json,
      413,
    ],
    ["to a page", { method: "GET", path: "/login", chunk: "x", bytes: 70 * MIB }, () => ({}), 413],
    [
      "an action",
      { method: "POST", path: "/login", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => action,
      413,
    ],
    [
      "an action with a large form",
      { method: "POST", path: "/rules/new/rule", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => action,
      413,
    ],
    [
      "an action in parts",
      {
        method: "POST",
        path: "/setup",
        chunk: "--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n",
        bytes: 70 * MIB,
      },
      () => multipart,
      413,
    ],
    [
      "by a path that resolves to a page",
      { method: "POST", path: "/api/v1/%2e%2e/../login", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => action,
      413,
    ],
    ["REST", { method: "POST", path: "/api/v1/channels", chunk: "[[],[],[]],", bytes: 70 * MIB }, rest, 413],
    [
      "REST without a key",
      { method: "POST", path: "/api/v1/channels", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => json,
      401,
    ],
    [
      "REST at no address",
      { method: "POST", path: "/api/v1/nothing", chunk: "[[],[],[]],", bytes: 70 * MIB },
      () => json,
      404,
    ],
    ["alerts", { method: "POST", path: "/api/v1/alerts", chunk: "[[],[],[]],", bytes: 70 * MIB }, rest, 413],
  ])("%s", async (_, sent, headers, status) => {
    forgetPeak(tocsin.pid);
    const before = memoryOf(tocsin.pid).now;
    const chunked = await flood({ ...sent, headers: { ...headers(), "transfer-encoding": "chunked" } });
    const announced = await flood({
      ...sent,
      headers: { ...headers(), "content-length": String(sent.bytes) },
    });
    expect([chunked.status, announced.status]).toEqual([status, status]);
    for (const one of [chunked, announced]) expect(one.sent).toBeLessThan(sent.bytes);
    expect(memoryOf(tocsin.pid).peak - before).toBeLessThan(60);
    expect((await fetch(`${tocsin.url}/healthz`)).status).toBe(200);
  });

  test("many at once", async () => {
    forgetPeak(tocsin.pid);
    const before = memoryOf(tocsin.pid).now;
    const one = {
      method: "POST",
      path: "/rules/new/rule",
      headers: action,
      chunk: "[[],[],[]],",
      bytes: 2 * MIB,
    };
    const answers = await Promise.all(Array.from({ length: 50 }, () => flood(one)));
    for (const { status } of answers) expect(status).toBe(413);
    expect(memoryOf(tocsin.pid).peak - before).toBeLessThan(200);
  });
});

describe("the limit is to the byte, chunked and not", () => {
  test.each([
    ["/api/auth/callback/credentials", 16_384],
    ["/login", 65_536],
    ["/alerts", 262_144],
  ])("%s takes %i bytes", async (path, most) => {
    for (const headers of [{}, { "content-length": "set" }]) {
      const post = (bytes: number) =>
        rawRequest(tocsin.url, path, {
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            ...("content-length" in headers && { "content-length": String(bytes) }),
          },
          chunks: ["a".repeat(most - 100), "b".repeat(bytes - most + 100)],
        });
      expect((await post(most)).status).not.toBe(413);
      const { status, headers: sent, body } = await post(most + 1);
      expect(status).toBe(413);
      expect(sent["content-type"]).toBe("application/problem+json");
      expect(JSON.parse(body).detail).toContain(most.toLocaleString("en"));
    }
  });

  test("a small body with a GET is no fault", async () => {
    const answer = await rawRequest(tocsin.url, "/api/auth/csrf", {
      method: "GET",
      headers: { "transfer-encoding": "chunked" },
      chunks: ["{}"],
    });
    expect(answer.status).toBe(200);
  });

  test("a connection goes on being used after a body that was read", async () => {
    const visitor = new Visitor(tocsin.url);
    for (let times = 0; times < 3; times++)
      expect(await visitor.signIn(email, password)).toMatchObject({ status: 200 });
  });
});
