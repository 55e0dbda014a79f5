import { expect, test } from "vitest";
import { accountLinkPath, faultOfLink, lifeOf, PASSWORD_LINKS } from "#lib/domain/people/account-link.ts";

const NOW = 1_000_000_000;
const link = { kind: "invite", expiresAt: NOW + 1, usedAt: null, disabledAt: null } as const;

test.each([
  ["a fresh one", {}, null],
  ["one that was used", { usedAt: NOW - 1 }, /^This link was used already, and works only once: sign in/],
  [
    "one in the ms of its end",
    { expiresAt: NOW },
    /^This link worked for 7 days, and is over: sign in, or ask/,
  ],
  [
    "a reset link that is over",
    { kind: "reset-password", expiresAt: NOW - 1 },
    /^This link worked for 24 hours, and is over/,
  ],
  ["one of a disabled user", { disabledAt: NOW - 1 }, /^This account is disabled: ask an admin/],
  ["one for another page", { kind: "sign-in" }, /^This link is not valid/],
] as const)("%s", (_, change, fault) => {
  const found = faultOfLink({ ...link, ...change }, PASSWORD_LINKS, NOW);
  if (fault === null) expect(found).toBeNull();
  else expect(found).toMatch(fault);
});

test("an unknown one is not valid", () => {
  expect(faultOfLink(undefined, PASSWORD_LINKS, NOW)).toMatch(/^This link is not valid/);
});

test("a sign-in link that is over leads back to the command line", () => {
  const over = { ...link, kind: "sign-in", expiresAt: NOW } as const;
  expect(faultOfLink(over, ["sign-in"], NOW)).toBe(
    "This link worked for 10 minutes, and is over: make a new one on the command line.",
  );
});

test("each kind leads to its page", () => {
  expect(accountLinkPath("invite", "t")).toBe("/invite?token=t");
  expect(accountLinkPath("reset-password", "t")).toBe("/invite?token=t");
  expect(accountLinkPath("sign-in", "t")).toBe("/sign-in-link?token=t");
  expect(lifeOf("invite")).toBe("7 days");
});
