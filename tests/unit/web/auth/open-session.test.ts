import { expect, test } from "vitest";
import type { OpenSession } from "#db/queries/users.ts";
import { setSettings } from "#lib/settings.ts";
import { owesSecondFactor } from "#lib/web/auth/open-session.ts";

type Asked = Partial<Pick<OpenSession, "kind" | "hasPassword" | "hasSecondFactor">>;

function owes(session: Asked, { requireSecondFactor = true, passwordSignIn = true } = {}): boolean {
  setSettings({
    baseUrl: null,
    logLevel: "silent",
    authSecret: "",
    secretKeyFile: "",
    commandLine: "tocsin",
    oidc: null,
    requireSecondFactor,
    passwordSignIn,
  });
  const user = { id: "usr_1", email: "ada@example.com", name: "Ada", role: "admin", timeZone: null } as const;
  const open = { user, kind: "password", endsAt: 1, lastSeenAt: 0 } as const;
  return owesSecondFactor({ ...open, hasPassword: true, hasSecondFactor: false, ...session });
}

test("where it is required, who signs in by a password and has no second factor owes one", () => {
  expect(owes({})).toBe(true);
  expect(owes({ hasSecondFactor: true })).toBe(false);
  expect(owes({ hasPassword: false })).toBe(false);
  expect(owes({ kind: "oidc" })).toBe(false);
  expect(owes({}, { requireSecondFactor: false })).toBe(false);
});

test("where passwords let nobody in, who comes by a sign-in link owes none", () => {
  expect(owes({ kind: "link" }, { passwordSignIn: false })).toBe(false);
});
