import { beforeEach, expect, test } from "vitest";
import { KeyLimits } from "#lib/web/auth/key-limit.ts";

let now: number;
let limits: KeyLimits;

beforeEach(() => {
  now = 5_000;
  limits = new KeyLimits(() => now);
});

/** The headers of a request with the key, and the error that refuses it. */
function count(keyId: string, perMinute: number): { headers: Record<string, string>; error: unknown } {
  let headers = {};
  const error = limits.count(keyId, perMinute, (told) => {
    headers = told;
  });
  return { headers, error };
}

test("each answer tells the limit, what remains, and when there is room again", () => {
  expect(count("key_1", 2)).toEqual({
    headers: { "ratelimit-limit": "2", "ratelimit-remaining": "1", "ratelimit-reset": "60" },
    error: null,
  });
  now += 20_500;
  expect(count("key_1", 2).headers).toEqual({
    "ratelimit-limit": "2",
    "ratelimit-remaining": "0",
    "ratelimit-reset": "40",
  });
});

test("one more is refused, with the same headers and the seconds to wait", () => {
  count("key_1", 1);
  now += 59_700;
  const { headers, error } = count("key_1", 1);
  expect(headers).toEqual({ "ratelimit-limit": "1", "ratelimit-remaining": "0", "ratelimit-reset": "1" });
  expect(error).toMatchObject({
    code: "rate_limited",
    retryAfterS: 1,
    message:
      "This API key may make 1 request per minute and has made them: Retry-After says when to try again.",
  });
  now += 1_000;
  expect(count("key_1", 1).error).toBeNull();
});

test("each key counts by itself, also after many others", () => {
  count("key_1", 1);
  for (let other = 0; other < 2_000; other++) expect(count(`other_${other}`, 1).error).toBeNull();
  expect(count("key_1", 1).error).not.toBeNull();
});
