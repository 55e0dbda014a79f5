import { beforeEach, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import { CodeLimit } from "#lib/web/auth/code-limit.ts";

const MINUTE = 60_000;

let now: number;
let limit: CodeLimit;

beforeEach(() => {
  now = 1_000_000;
  limit = new CodeLimit(() => now);
});

const wrong = async () => {
  throw new AppError("unauthenticated", "This code is wrong.");
};
const right = async () => "a session";

async function fail(times: number, account = "ada"): Promise<void> {
  for (let time = 0; time < times; time++)
    await expect(limit.run(account, wrong)).rejects.toMatchObject({ code: "unauthenticated" });
}

test("after five wrong codes in 15 minutes, not even a right one counts; other accounts go on", async () => {
  await fail(5);
  await expect(limit.run("ada", right)).rejects.toMatchObject({
    code: "rate_limited",
    message: "Too many wrong codes: wait 15 minutes, then try again.",
    retryAfterS: 900,
  });
  await expect(limit.run("bob", right)).resolves.toBe("a session");
  now += 15 * MINUTE - 1;
  await expect(limit.run("ada", right)).rejects.toMatchObject({ code: "rate_limited" });
  now += 1;
  await expect(limit.run("ada", right)).resolves.toBe("a session");
});

test("four wrong ones are not too many, and a right one counts as none of them", async () => {
  await fail(4);
  for (let time = 0; time < 10; time++) await limit.run("ada", right);
  await fail(1);
  await expect(limit.run("ada", right)).rejects.toMatchObject({ code: "rate_limited" });
});

test("codes that are being checked count, so that many at once can't get around the limit", async () => {
  const underWay = Promise.withResolvers<never>();
  const tries = Array.from({ length: 5 }, () => limit.run("ada", () => underWay.promise));
  await expect(limit.run("ada", right)).rejects.toMatchObject({ code: "rate_limited" });
  underWay.reject(new AppError("unavailable", "busy"));
  await Promise.allSettled(tries);
  await expect(limit.run("ada", right)).resolves.toBe("a session");
});
