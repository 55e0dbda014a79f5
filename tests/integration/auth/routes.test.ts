import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rawRequest } from "../../support/raw-request.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";
const SIGN_IN = "/api/auth/callback/credentials";
const form = { "content-type": "application/x-www-form-urlencoded" };

let tocsin: Tocsin;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
});

afterAll(() => tocsin[Symbol.asyncDispose]());

describe("of next-auth's addresses only the two that sign-in needs are there", () => {
  const others = [
    "signin",
    "signin/credentials",
    "signout",
    "session",
    "providers",
    "error",
    "verify-request",
    "callback",
    "callback/credentials/more",
    "callback/nobody",
    "_log",
    "constructor",
    "__proto__",
  ].map((path) => `/api/auth/${path}`);
  const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
  const there = new Set(["GET /api/auth/csrf", `POST ${SIGN_IN}`]);
  const notThere = ["/api/auth", "/api/auth/csrf", SIGN_IN, ...others]
    .flatMap((path) => methods.map((method) => `${method} ${path}`))
    .filter((one) => !there.has(one));

  test.each(notThere)("%s", async (one) => {
    const [method = "", path = ""] = one.split(" ");
    const { status, headers } = await rawRequest(tocsin.url, path, { method });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(headers["set-cookie"]).toBeUndefined();
    expect(headers.location).toBeUndefined();
  });
});

describe("what is sent to it that no page sends is refused, never a failure", () => {
  test.each<[string, string, string, Record<string, string>]>([
    ["malformed JSON", "{", SIGN_IN, { "content-type": "application/json" }],
    ["JSON", '{"email":{"a":1}}', SIGN_IN, { "content-type": "application/json" }],
    ["no type", "email=a", SIGN_IN, {}],
    ["parts", "--x--", SIGN_IN, { "content-type": "multipart/form-data; boundary=x" }],
    ["a compressed body", "email=a", SIGN_IN, { ...form, "content-encoding": "gzip" }],
    ["bytes that are not UTF-8", "email=\xff", SIGN_IN, form],
    ["nothing", "", SIGN_IN, form],
    ["no token", "email=a&password=b", SIGN_IN, form],
    ["a token that is none", "csrfToken=x&email=a&password=b", SIGN_IN, form],
    ["an odd callbackUrl", "callbackUrl=http%3A%2F%2F%5B&email=a", SIGN_IN, form],
    ["an odd callbackUrl in the address", "email=a", `${SIGN_IN}?callbackUrl=%0a%7B%7D`, form],
    [
      "odd cookies",
      "email=a",
      SIGN_IN,
      {
        ...form,
        cookie: "next-auth.callback-url=%%%; tocsin-device=.; tocsin-session=%00; next-auth.csrf-token=|",
      },
    ],
  ])("%s", async (_, body, path, headers) => {
    const chunks = [Buffer.from(body, "latin1")];
    const answer = await rawRequest(tocsin.url, path, { headers, chunks });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    expect(answer.headers["content-type"]).toBe("application/problem+json");
  });

  test.each([
    "next-auth.callback-url=%%%",
    "next-auth.callback-url=http://[",
    "next-auth.csrf-token=%",
    "a=b;;=;",
  ])("the cookie %s is no reason to fail", async (cookie) => {
    const { status } = await rawRequest(tocsin.url, "/api/auth/csrf?callbackUrl=x", {
      method: "GET",
      headers: { cookie },
    });
    expect(status).toBe(200);
    const visitor = new Visitor(tocsin.url);
    const [name = "", value = ""] = cookie.split("=");
    visitor.cookies.set(name, value);
    expect(await visitor.signIn(email, password)).toMatchObject({ status: 200 });
  });

  test("it sets its own cookies alone", async () => {
    const visitor = new Visitor(tocsin.url);
    await visitor.signIn(email, password);
    expect([...visitor.cookies.keys()].sort()).toEqual([
      "next-auth.csrf-token",
      "tocsin-device",
      "tocsin-session",
    ]);
  });
});
