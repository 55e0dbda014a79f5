import { verify } from "@node-rs/argon2";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { inDatabase } from "../../../support/database.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

// Counts the library's checks; each still runs.
vi.mock("@node-rs/argon2", async (original) => {
  const library = await original<typeof import("@node-rs/argon2")>();
  return { ...library, verify: vi.fn(library.verify) };
});

const PASSWORD = "correct horse battery";

let world: AuditWorld;

beforeAll(async () => {
  world = await auditWorld();
  for (const name of ["ada", "invited", "disabled"])
    await world.run("users.create", {
      email: `${name}@example.com`,
      name,
      password: PASSWORD,
      role: "admin",
    });
  inDatabase(world.env.dataDir, (sqlite) => {
    sqlite.exec("UPDATE users SET password_hash = NULL WHERE name = 'invited'");
    sqlite.exec("UPDATE users SET disabled_at = 1 WHERE name = 'disabled'");
  });
});

afterAll(() => world[Symbol.asyncDispose]());
beforeEach(() => void vi.mocked(verify).mockClear());

test.each([
  ["a known account", "ada@example.com", "wrong horse battery"],
  ["an unknown account", "nobody@example.com", PASSWORD],
  ["an invited user", "invited@example.com", PASSWORD],
  ["a disabled user with the right password", "disabled@example.com", PASSWORD],
])(
  "%s costs exactly one password check, of the same parameters, and gets the same words",
  async (_, email, password) => {
    await expect(world.run("users.sign-in", { email, password }, { kind: "nobody" })).rejects.toMatchObject({
      code: "unauthenticated",
      message: "The email or the password is wrong: try again.",
    });
    expect(verify).toHaveBeenCalledTimes(1);
    expect(vi.mocked(verify).mock.calls[0]?.[0]).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  },
);

test("a right sign-in costs one check too", async () => {
  await world.run("users.sign-in", { email: "ada@example.com", password: PASSWORD }, { kind: "nobody" });
  expect(verify).toHaveBeenCalledTimes(1);
});
