import { beforeEach, expect, test } from "vitest";
import { newSecondStep, SECOND_STEP_MS, SecondSteps } from "#lib/web/auth/second-step.ts";

const SECRET = "a secret of 32 bytes";
const ADA = { id: "usr_ada", passwordHash: "$argon2id$ada" };

let now: number;
let account: typeof ADA | undefined;
let steps: SecondSteps<typeof ADA>;

beforeEach(() => {
  now = 1_000_000;
  account = ADA;
  steps = new SecondSteps({ secret: () => SECRET, accountOf: () => account, now: () => now });
});

const token = () => newSecondStep(SECRET, ADA, now);

test("a token leads to its account for five minutes", () => {
  const one = token();
  now += SECOND_STEP_MS - 1;
  expect(steps.accountOf(one)).toBe(ADA);
  now += 1;
  expect(steps.accountOf(one)).toBeNull();
});

test("once the code was right, the token is void; others are not", () => {
  const [one, other] = [token(), token()];
  steps.spend(one);
  expect(steps.accountOf(one)).toBeNull();
  expect(steps.accountOf(other)).toBe(ADA);
});

test("a token is void with another password, and without the account", () => {
  const one = token();
  account = { ...ADA, passwordHash: "$argon2id$new" };
  expect(steps.accountOf(one)).toBeNull();
  account = undefined;
  expect(steps.accountOf(one)).toBeNull();
});

test("a token of another account does not count", () => {
  const eve = newSecondStep(SECRET, { ...ADA, id: "usr_eve" }, now);
  expect(steps.accountOf(eve)).toBeNull();
});

const claim = (change: object) =>
  Buffer.from(
    JSON.stringify({ userId: ADA.id, endsAt: Number.MAX_SAFE_INTEGER, id: "x", ...change }),
  ).toString("base64url");

test.each([
  ["nothing", undefined],
  ["an empty one", ""],
  ["one without a signature", claim({})],
  ["one with an empty signature", `${claim({})}.`],
  ["one signed with another secret", newSecondStep("another secret", ADA, 1_000_000)],
  ["one that is no JSON", "%%%.abc"],
  ["one that claims nothing", `${Buffer.from("null").toString("base64url")}.abc`],
])("%s does not count", (_, forged) => {
  expect(steps.accountOf(forged)).toBeNull();
});

test("a signature belongs to its claim, to the byte", () => {
  const [, signature] = token().split(".");
  expect(steps.accountOf(`${claim({})}.${signature}`)).toBeNull();
  expect(steps.accountOf(`${token()}.x`)).toBeNull();
});
