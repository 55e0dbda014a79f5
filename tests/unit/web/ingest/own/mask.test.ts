import { expect, test } from "vitest";
import { caughtPost } from "#lib/web/ingest/own/catch-post.ts";
import { maskHeaders, withoutKey } from "#lib/web/ingest/own/mask.ts";

test("headers keep their names", () => {
  const headers = { authorization: "Bearer tocsin_1", "x-github-event": "push", cookie: "a=b" };
  expect(maskHeaders(headers)).toEqual({ authorization: "••••", "x-github-event": "push", cookie: "••••" });
});

const KEY = "tocsin_0123456789abcdef";

test("no header has the key, not even as a part", () => {
  const headers = { "x-forwarded-uri": `/api/v1/in/src_1?key=${KEY}&a=${KEY}`, "x-event": "push" };
  expect(withoutKey(headers, KEY)).toEqual({
    "x-forwarded-uri": "/api/v1/in/src_1?key=••••&a=••••",
    "x-event": "push",
  });
});

const caught = (text: string) => caughtPost({ text, key: KEY, headers: () => ({}) });

test("a kept body has neither the key nor what is named like a secret, however deep", () => {
  const body = { url: `https://x/?k=${KEY}`, list: [{ deep: { user_password: { a: 1 }, token: null } }] };
  expect(caught(JSON.stringify(body))).toEqual({
    headers: {},
    body: '{"url":"https://x/?k=••••","list":[{"deep":{"user_password":"••••","token":null}}]}',
    shortened: false,
  });
});

test("a body that is no JSON is not kept: nobody knows which of it is a secret", () => {
  expect(caught("password=hunter2")).toEqual({ headers: {}, body: null, shortened: false });
  expect(caught("[".repeat(524_288) + "]".repeat(524_288)).body).toBeNull();
});

test("a number is kept with all its digits, also in a body that is shortened", () => {
  const body = (more: string) =>
    `{"id":9007199254740993,"less":-12345678901234567890,"x":1.5,"more":"${more}"}`;
  expect(caught(body("")).body).toBe(body(""));
  expect(caught(body("x".repeat(100_000))).body).toBe(body(`${"x".repeat(2_000)}…`));
});

test("a long body is shortened to 64 KiB of JSON", () => {
  const rows = Array.from({ length: 3_000 }, (_, at) => ({ at, text: "ä".repeat(300) }));
  const { body, shortened } = caught(JSON.stringify({ rows }));
  expect(shortened).toBe(true);
  expect(Buffer.byteLength(body ?? "")).toBeLessThanOrEqual(65_536);
  expect(JSON.parse(body ?? "").rows[0]).toEqual({ at: 0, text: "ä".repeat(300) });
});

test("a body that can't be shortened enough is not kept", () => {
  const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`member ${at}`, at]));
  expect(caught(JSON.stringify(many))).toMatchObject({ body: null, shortened: true });
});
