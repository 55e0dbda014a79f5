import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { currentRequestId, requestIdOf, withRequestId } from "#lib/request-id.ts";

describe("the id of a request", () => {
  test.each(["a", "req-1", "A.b_c-9", "x".repeat(64)])("is the one sent: %s", (sent) => {
    expect(requestIdOf({ headers: { "x-request-id": sent } })).toBe(sent);
  });

  test.each([undefined, "", "a b", "ä", "a\nb", "x".repeat(65), ["a", "b"]])(
    "is a new, short one in place of %j",
    (sent) => {
      const [one, other] = [
        requestIdOf({ headers: { "x-request-id": sent } }),
        requestIdOf({ headers: { "x-request-id": sent } }),
      ];
      expect(one).toMatch(/^[a-z0-9]{6}-[a-z0-9]+$/);
      expect(other).not.toBe(one);
    },
  );
});

test("all that a request starts belongs to it, and nothing else", async () => {
  const later = async () => {
    await setImmediate();
    return currentRequestId();
  };
  const [one, other] = [withRequestId("one", later), withRequestId("other", later)];
  expect([currentRequestId(), await one, await other]).toEqual([undefined, "one", "other"]);
});
