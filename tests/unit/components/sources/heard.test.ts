import { describe, expect, test } from "vitest";
import { type Heard, newsOf } from "#components/sources/heard.ts";

const heard = (apiKeyId: string, times: Partial<Heard> = {}): Heard => ({
  apiKeyId,
  keyName: apiKeyId,
  lastReceivedAt: null,
  lastAlert: null,
  lastRefusedAt: null,
  lastRefusal: null,
  ...times,
});

const inWords = (before: readonly Heard[], now: readonly Heard[], keyId: string | null = null): string => {
  const { taken, refused } = newsOf(before, now, keyId);
  const nameOf = (one: Heard | null) => (one === null ? "nothing" : one.apiKeyId || "no key");
  return `${nameOf(taken)} taken, ${nameOf(refused)} refused`;
};

describe("news of a source are", () => {
  test.each([
    ["nothing at first", [], [], "nothing taken, nothing refused"],
    [
      "the first post of a new key",
      [],
      [heard("key_1", { lastReceivedAt: 5 })],
      "key_1 taken, nothing refused",
    ],
    [
      "no post that was there before",
      [heard("key_1", { lastReceivedAt: 5, lastRefusedAt: 4 })],
      [heard("key_1", { lastReceivedAt: 5, lastRefusedAt: 4 })],
      "nothing taken, nothing refused",
    ],
    [
      "a later post of a known key",
      [heard("key_1", { lastReceivedAt: 5 })],
      [heard("key_1", { lastReceivedAt: 6 })],
      "key_1 taken, nothing refused",
    ],
    [
      "the newest of several",
      [],
      [heard("key_1", { lastReceivedAt: 5 }), heard("key_2", { lastReceivedAt: 6 })],
      "key_2 taken, nothing refused",
    ],
    ["a refusal", [], [heard("key_1", { lastRefusedAt: 5 })], "nothing taken, key_1 refused"],
    [
      "no refusal from before the first post that was taken",
      [],
      [heard("key_1", { lastRefusedAt: 5, lastReceivedAt: 6 })],
      "key_1 taken, nothing refused",
    ],
    [
      "a refusal after it",
      [],
      [heard("key_1", { lastRefusedAt: 7, lastReceivedAt: 6 })],
      "key_1 taken, key_1 refused",
    ],
  ])("%s", (_, before, now, words) => {
    expect(inWords(before, now)).toBe(words);
  });

  test("of one key only its own and those without a valid key", () => {
    const now = [
      heard("key_1", { lastReceivedAt: 9 }),
      heard("key_2", { lastRefusedAt: 8 }),
      heard("", { lastRefusedAt: 7 }),
    ];
    expect(inWords([], now, "key_3")).toBe("nothing taken, no key refused");
    expect(inWords([], now, "key_1")).toBe("key_1 taken, nothing refused");
  });
});
