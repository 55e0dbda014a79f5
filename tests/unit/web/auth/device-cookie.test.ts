import { describe, expect, test } from "vitest";
import { deviceOf, keptDeviceCookie } from "#lib/web/auth/device-cookie.ts";

const SECRET = "a key of the installation";
const ada = { id: "usr_1", passwordHash: "$argon2id$v=19$1" };
const cookie = keptDeviceCookie(SECRET, undefined, ada);
const [id, signature] = cookie.split(".");

test("a cookie always names the same device, and two cookies name two devices", () => {
  expect(deviceOf(SECRET, cookie, ada)).toBe(id);
  expect(deviceOf(SECRET, keptDeviceCookie(SECRET, undefined, ada), ada)).not.toBe(id);
});

describe("a browser that several people share", () => {
  const accountOf = (n: number) => ({ id: `usr_${n}`, passwordHash: `hash ${n}` });
  const keptOf = (numbers: number[]) =>
    numbers.reduce<string | undefined>((kept, n) => keptDeviceCookie(SECRET, kept, accountOf(n)), undefined);
  const knownIn = (kept: string | undefined) =>
    [1, 2, 3, 4, 5, 6].filter((n) => deviceOf(SECRET, kept, accountOf(n)) !== null);

  test("stays known to the last five accounts", () => {
    expect(knownIn(keptOf([1, 2, 3, 4, 5]))).toEqual([1, 2, 3, 4, 5]);
    expect(knownIn(keptOf([1, 2, 3, 4, 5, 6]))).toEqual([2, 3, 4, 5, 6]);
    expect(knownIn(keptOf([1, 2, 3, 4, 5, 1, 6]))).toEqual([1, 3, 4, 5, 6]);
  });

  test("is the same device for an account as before", () => {
    const before = keptOf([1, 2]);
    const later = keptDeviceCookie(SECRET, keptDeviceCookie(SECRET, before, accountOf(3)), accountOf(1));
    expect(deviceOf(SECRET, later, accountOf(1))).toBe(deviceOf(SECRET, before, accountOf(1)));
  });

  test("looks at five values and no more, whatever is sent", () => {
    expect(deviceOf(SECRET, `${"x~".repeat(5)}${cookie}`, ada)).toBeNull();
    expect(keptDeviceCookie(SECRET, "x~".repeat(10_000), ada).length).toBeLessThan(500);
  });
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
