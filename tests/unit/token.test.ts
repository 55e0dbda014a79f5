import { describe, expect, test } from "vitest";
import { isMistypedKey, keyHint, newApiKey, newToken } from "#lib/token.ts";

test("a new key is recognisable: prefix, 43 random characters, 6 of a checksum", () => {
  const key = newApiKey();
  expect(key).toMatch(/^tocsin_[A-Za-z0-9_-]{49}$/);
  expect(newApiKey()).not.toBe(key);
  expect(keyHint(key)).toBe(key.slice(0, 11));
});

describe("is no key, because it is mistyped or cut off:", () => {
  const key = newApiKey();
  const other = key.at(20) === "A" ? "B" : "A";
  test.each([
    ["a new key", key, false],
    ["a key of an earlier version, which has no checksum", `tocsin_${newToken()}`, false],
    ["a key that lost its last character", key.slice(0, -1), true],
    ["a key that lost its first character", key.slice(1), true],
    ["a key with one other character", key.slice(0, 20) + other + key.slice(21), true],
    ["a key with something behind it", `${key},`, true],
    ["another service's token", "ghp_16C7e42F292c6912E7710c838347Ae178B4a", true],
    ["nothing", "", true],
  ])("%s: %s → %s", (_, text, mistyped) => {
    expect(isMistypedKey(text)).toBe(mistyped);
  });
});

test("every single mistyped character is noticed", () => {
  const key = newApiKey();
  for (let at = 0; at < key.length; at++) {
    const other = key[at] === "x" ? "y" : "x";
    expect(isMistypedKey(key.slice(0, at) + other + key.slice(at + 1))).toBe(true);
  }
});
