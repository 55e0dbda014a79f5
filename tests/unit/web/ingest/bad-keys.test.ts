import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { HttpError } from "#lib/web/http/problem.ts";
import { BadKeys } from "#lib/web/ingest/bad-keys.ts";

const MINUTE = 60_000;
const A = "192.0.2.1";

let now: number;
let badKeys: BadKeys;

beforeEach(() => {
  now = 10_000;
  badKeys = new BadKeys(() => now);
});

const BAD = new AppError("unauthenticated", "This API key is unknown.");

/** What a post from the address comes to: its key is good, or it fails. */
const post = (address: string, error: Error | null = null) =>
  badKeys
    .count(address, async () => {
      if (error !== null) throw error;
      return "taken";
    })
    .catch((thrown) => (thrown === error ? "failed" : { code: thrown.code, inS: thrown.retryAfterS }));

async function times(count: number, act: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < count; time++) expect(await act()).toBe("failed");
}

test("60 bad keys of an address are refused one by one, then all of it until the minute is over", async () => {
  await times(60, () => post(A, BAD));
  expect(await post(A)).toEqual({ code: "rate_limited", inS: 50 });
  expect(await post("192.0.2.2")).toBe("taken");
  now = MINUTE;
  expect(await post(A)).toBe("taken");
});

test("an IPv6 address counts by its /64", async () => {
  await times(60, () => post("2001:db8::1", BAD));
  expect(await post("2001:db8::ffff:1")).toMatchObject({ code: "rate_limited" });
});

describe("counts", () => {
  test.each([
    ["an unknown or expired key", BAD, true],
    ["a body that can't be read", new HttpError(400, "The body is not valid UTF-8."), true],
    ["a key that may not post", new AppError("forbidden", "It lacks the scope."), false],
    ["a key beyond its limit", new AppError("rate_limited", "Too often."), false],
  ])("%s: %o %s", async (_, error, isBad) => {
    await times(60, () => post(A, error));
    expect(await post(A)).toEqual(isBad ? { code: "rate_limited", inS: 50 } : "taken");
  });
});

test("bodies that are being read take places until they are known to be good", async () => {
  const ends: (() => void)[] = [];
  const read = () =>
    badKeys.count(A, () => new Promise<string>((resolve) => ends.push(() => resolve("taken"))));
  const under = Array.from({ length: 60 }, read);
  expect(await post(A)).toEqual({ code: "rate_limited", inS: 1 });
  now += MINUTE;
  expect(await post(A)).toEqual({ code: "rate_limited", inS: 1 });
  for (const end of ends) end();
  await Promise.all(under);
  expect(await post(A)).toBe("taken");
});

test("10,000 addresses are remembered, and the others refused for the minute", async () => {
  for (let n = 0; n < 10_000; n++) await post(`10.0.${n >> 8}.${n & 255}`, BAD);
  expect(await post("192.0.2.9")).toEqual({ code: "rate_limited", inS: 50 });
  expect(await post("10.0.0.1")).toBe("taken");
  now = MINUTE;
  expect(await post("192.0.2.9")).toBe("taken");
});
