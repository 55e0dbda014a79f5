import { beforeEach, describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { SignInLimit, type SignInTry } from "#lib/web/auth/sign-in-limit.ts";

const MINUTE = 60_000;
const wrong = async () => {
  throw new AppError("unauthenticated", "The email or the password is wrong: try again.");
};
const right = async () => "a session";

let now: number;
let limit: SignInLimit;

beforeEach(() => {
  now = 1_000_000;
  limit = new SignInLimit(() => now);
});

const from = (address: string, account = "ada", device: string | null = null): SignInTry => ({
  address,
  account,
  device,
});

/** Lets so many fail that each has somebody else's `who`. */
async function fail(times: number, who: (index: number) => SignInTry): Promise<void> {
  for (let index = 0; index < times; index++)
    await expect(limit.run(who(index), wrong)).rejects.toMatchObject({ code: "unauthenticated" });
}

const expectRefused = (who: SignInTry) =>
  expect(limit.run(who, right)).rejects.toMatchObject({ code: "rate_limited" });
const expectAllowed = (who: SignInTry) => expect(limit.run(who, right)).resolves.toBe("a session");

describe("failures within 15 minutes", () => {
  test("10 for an account from an address; others go on", async () => {
    await fail(10, () => from("198.51.100.1"));
    await expectRefused(from("198.51.100.1"));
    await expectAllowed(from("198.51.100.2"));
    await expectAllowed(from("198.51.100.1", "bob"));
  });

  test("50 for an account from anywhere", async () => {
    await fail(50, (index) => from(`198.51.100.${index}`));
    await expectRefused(from("203.0.113.7"));
    await expectAllowed(from("203.0.113.7", "bob"));
  });

  test("100 from an address, whatever the account", async () => {
    await fail(100, (index) => from("198.51.100.1", `account ${index}`));
    await expectRefused(from("198.51.100.1"));
    await expectAllowed(from("198.51.100.2"));
  });

  test("one less of each is not too many", async () => {
    await fail(9, () => from("198.51.100.1"));
    await expectAllowed(from("198.51.100.1"));
    await fail(40, (index) => from(`198.51.101.${index}`));
    await expectAllowed(from("203.0.113.7"));
    await fail(90, (index) => from("198.51.100.1", `account ${index}`));
    await expectAllowed(from("198.51.100.1", "bob"));
  });

  test("IPv6 counts by /64", async () => {
    await fail(10, (index) => from(`2001:db8:1:2::${index}`));
    await expectRefused(from("2001:db8:1:2:ffff::1"));
    await expectAllowed(from("2001:db8:1:3::1"));
  });
});

describe("a browser that has signed in before", () => {
  const known = from("198.51.100.1", "ada", "device 1");

  test("is not locked out by others, at any of their limits", async () => {
    await fail(10, () => from("198.51.100.1"));
    await fail(40, (index) => from(`198.51.101.${index}`));
    await fail(90, (index) => from("198.51.100.1", `account ${index}`));
    await expectRefused(from("198.51.100.1"));
    await expectAllowed(known);
  });

  test("has 20 failures of its own, which no one else shares", async () => {
    await fail(20, () => known);
    await expectRefused(known);
    await expectAllowed({ ...known, device: "device 2" });
    await expectAllowed(from("198.51.100.1"));
  });
});

describe("what is taken back", () => {
  test("a success is no failure, by any of the counts", async () => {
    for (let times = 0; times < 101; times++) await expectAllowed(from("198.51.100.1"));
    for (let times = 0; times < 21; times++) await expectAllowed(from("198.51.100.1", "ada", "device 1"));
  });

  test("a success does not erase earlier failures", async () => {
    await fail(9, () => from("198.51.100.1"));
    await expectAllowed(from("198.51.100.1"));
    await fail(1, () => from("198.51.100.1"));
    await expectRefused(from("198.51.100.1"));
  });

  test("a sign-in that did not reach the password is no failure", async () => {
    const busy = async () => {
      throw new AppError("unavailable", "Too many sign-ins at once: try again in a few seconds.");
    };
    for (let times = 0; times < 101; times++)
      await expect(limit.run(from("198.51.100.1"), busy)).rejects.toMatchObject({ code: "unavailable" });
    await expectAllowed(from("198.51.100.1"));
  });

  test("a refused try does not count", async () => {
    await fail(10, () => from("198.51.100.1"));
    for (let times = 0; times < 100; times++) await expectRefused(from("198.51.100.1"));
    await expectAllowed(from("198.51.100.1", "bob"));
    now += 15 * MINUTE;
    await expectAllowed(from("198.51.100.1"));
  });
});

test("running sign-ins count, so that many at once can't get around the limit", async () => {
  const underWay = Promise.withResolvers<never>();
  const tries = Array.from({ length: 10 }, () => limit.run(from("198.51.100.1"), () => underWay.promise));
  await expectRefused(from("198.51.100.1"));
  underWay.reject(new AppError("unauthenticated", "wrong"));
  await Promise.allSettled(tries);
  await expectRefused(from("198.51.100.1"));
});

test("the window slides: each failure is forgotten 15 minutes after it", async () => {
  await fail(5, () => from("198.51.100.1"));
  now += 10 * MINUTE;
  await fail(5, () => from("198.51.100.1"));
  await expect(limit.run(from("198.51.100.1"), right)).rejects.toMatchObject({
    message: "Too many sign-ins failed: wait 5 minutes, then try again.",
    retryAfterS: 300,
  });
  now += 5 * MINUTE - 1;
  await expect(limit.run(from("198.51.100.1"), right)).rejects.toMatchObject({
    message: "Too many sign-ins failed: wait a minute, then try again.",
    retryAfterS: 1,
  });
  now += 1;
  await fail(5, () => from("198.51.100.1"));
  await expectRefused(from("198.51.100.1"));
});
