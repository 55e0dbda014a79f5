import { describe, expect, test } from "vitest";
import { deviceOf, newDeviceCookie } from "#lib/web/auth/device-cookie.ts";

const SECRET = "a key of the installation";
const ada = { id: "usr_1", passwordHash: "$argon2id$v=19$1" };
const cookie = newDeviceCookie(SECRET, ada);
const [id, signature] = cookie.split(".");

test("a cookie always names the same device, and two cookies name two devices", () => {
  expect(deviceOf(SECRET, cookie, ada)).toBe(id);
  expect(deviceOf(SECRET, newDeviceCookie(SECRET, ada), ada)).not.toBe(id);
});

describe("it is worth nothing", () => {
  test.each([
    ["for another account", SECRET, cookie, { ...ada, id: "usr_2" }],
    ["after a change of the password", SECRET, cookie, { ...ada, passwordHash: "$argon2id$v=19$2" }],
    ["by another key", "another key", cookie, ada],
    ["with another id", SECRET, `x${id}.${signature}`, ada],
    ["with another signature", SECRET, `${id}.${"A".repeat(43)}`, ada],
    ["without a signature", SECRET, `${id}`, ada],
    ["with an empty one", SECRET, `${id}.`, ada],
    ["with more behind it", SECRET, `${cookie}.`, ada],
    ["where it is empty", SECRET, "", ada],
    ["where there is none", SECRET, undefined, ada],
  ])("%s", (_, secret, value, account) => {
    expect(deviceOf(secret, value, account)).toBeNull();
  });
});
