import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import {
  currentRequest,
  currentRequestId,
  noteAddress,
  requestIdOf,
  withRequestId,
} from "#lib/request-id.ts";

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

test("the client's address is known to all that the request still does, and to no other", async () => {
  const later = async (address: string) => {
    noteAddress(address);
    await setImmediate();
    return currentRequest();
  };
  const one = withRequestId("one", () => later("192.0.2.1"));
  const other = withRequestId("other", () => later("192.0.2.2"));
  noteAddress("192.0.2.3");
  expect([await one, await other, currentRequest()]).toEqual([
    { id: "one", address: "192.0.2.1" },
    { id: "other", address: "192.0.2.2" },
    undefined,
  ]);
});
