import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { inDatabase } from "../../../support/database.ts";
import { type AuditWorld, auditWorld, SECRETS } from "./audit-world.ts";

let world: AuditWorld;

beforeEach(async () => {
  world = await auditWorld();
});

afterEach(() => world[Symbol.asyncDispose]());

const issuer = "https://id.example.com";

const ada = {
  issuer,
  subject: "ada",
  email: "ada@example.com",
  emailVerified: true,
  name: "Ada",
  role: "admin",
};
const olga = { ...ada, subject: "olga", email: "olga@example.com", name: "Olga", role: "viewer" };

const enter = (person: object) => world.run("users.sign-in-by-oidc", person, { kind: "nobody" });

type Row = Record<string, unknown>;
const rowsOf = (sql: string): Row[] =>
  inDatabase(world.env.dataDir, (sqlite) => sqlite.prepare(sql).all() as Row[]);
const change = (sql: string) => inDatabase(world.env.dataDir, (sqlite) => sqlite.exec(sql));
const users = () => rowsOf("SELECT email, name, role, oidc_subject AS subject FROM users ORDER BY id");
const sessions = () => rowsOf("SELECT kind FROM sessions");

const withPassword = (email: string, role = "viewer") =>
  world.run("users.create", { email, name: "Pat", password: SECRETS.user, role });

describe("a first sign-in", () => {
  test("makes a user without a password, with a session of 12 hours", async () => {
    expect(await enter(ada)).toMatchObject({ userId: expect.stringMatching(/^usr_/) });
    expect(users()).toEqual([{ email: "ada@example.com", name: "Ada", role: "admin", subject: "ada" }]);
    expect(rowsOf("SELECT password_hash AS hash FROM users")).toEqual([{ hash: null }]);
    expect(rowsOf("SELECT kind, expires_at - created_at AS ms FROM sessions")).toEqual([
      { kind: "oidc", ms: 12 * 3_600_000 },
    ]);
  });

  test("is of an admin, where there is no user yet", async () => {
    expect(await enter(olga)).toMatchObject({ refused: "not_set_up" });
    expect(users()).toEqual([]);
    await enter(ada);
    expect(await enter(olga)).toHaveProperty("sessionId");
  });

  test.each([
    ["too long a name", "x".repeat(200)],
    ["a name with a control character", "Ada\u0000"],
    ["a name that reverses text", "Ada\u202egnp"],
    ["no name", null],
  ])("with %s takes the email as the name", async (_, name) => {
    await enter({ ...ada, name });
    expect(users()).toMatchObject([{ name: "ada@example.com" }]);
  });

  test.each([
    ["without a role", { role: null }, "no_role"],
    ["without an email", { email: null }, "unverified_email"],
    ["with an email that is none", { email: "ada" }, "unverified_email"],
    ["with an email that is not verified", { emailVerified: false }, "unverified_email"],
  ])("%s is refused, and nothing is made", async (_, other, refused) => {
    expect(await enter({ ...ada, ...other })).toMatchObject({ refused });
    expect([users(), sessions(), world.rows()]).toEqual([[], [], []]);
  });

  test("at the limit of users is refused", async () => {
    await enter(ada);
    const id = "printf('usr_%d', value)";
    change(`WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 999)
      INSERT INTO users (id, email, email_key, name, role, created_at)
      SELECT ${id}, ${id}, ${id}, 'x', 'viewer', 0 FROM n`);
    await expect(enter(olga)).rejects.toMatchObject({ code: "conflict" });
  });
});

describe("a known email", () => {
  test.each(["pat@example.com", "PAT@example.com"])("(%s) is refused", async (email) => {
    await withPassword("pat@example.com", "admin");
    expect(await enter({ ...ada, email })).toMatchObject({ refused: "known_email" });
    expect(await enter({ ...ada, email, emailVerified: false })).toMatchObject({
      refused: "unverified_email",
    });
    expect([users().length, users()[0]?.subject, sessions()]).toEqual([1, null, []]);
  });

  test("enters once an admin has allowed it, and then by its subject alone", async () => {
    await withPassword("pat@example.com", "admin");
    change("UPDATE users SET oidc_allowed_at = 1");
    expect(await enter({ ...ada, email: "pat@example.com", emailVerified: false })).toHaveProperty("refused");
    expect(await enter({ ...ada, email: "pat@example.com" })).toHaveProperty("sessionId");
    expect(await enter({ ...ada, email: "new@example.com" })).toHaveProperty("sessionId");
    expect(users()).toEqual([{ email: "pat@example.com", name: "Pat", role: "admin", subject: "ada" }]);
    expect(world.rows().map(({ action }) => action)).toEqual([
      "users.create",
      "users.link-oidc",
      "users.sign-in-by-oidc",
      "users.sign-in-by-oidc",
    ]);
  });

  test("that was invited enters, and then the invite is void", async () => {
    const invited = { email: "pat@example.com", name: "Pat", role: "viewer" };
    const { id, token } = await world.run("users.invite", invited);
    await world.run("users.allow-oidc", { id });
    expect(await enter({ ...ada, email: invited.email })).toMatchObject({ userId: id });
    const accepting = world.run("users.accept-link", { token, password: SECRETS.user }, { kind: "nobody" });
    await expect(accepting).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is allowed for one identity, not for the next", async () => {
    await withPassword("pat@example.com", "admin");
    change("UPDATE users SET oidc_allowed_at = 1");
    await enter({ ...ada, email: "pat@example.com" });
    const other = { ...ada, subject: "eve", email: "pat@example.com" };
    expect(await enter(other)).toMatchObject({ refused: "known_email" });
  });
});

test("the same subject of another issuer is somebody else", async () => {
  await enter(ada);
  const other = { ...ada, issuer: "https://other.example.com" };
  expect(await enter(other)).toMatchObject({ refused: "known_email" });
  await enter({ ...other, email: "other@example.com" });
  expect(users()).toHaveLength(2);
});

describe("the role", () => {
  test("is taken at each sign-in, and a change ends the other sessions", async () => {
    await enter(ada);
    await enter(olga);
    await enter(olga);
    expect(sessions()).toHaveLength(3);
    await enter({ ...olga, role: "operator" });
    expect(users()[1]).toMatchObject({ role: "operator" });
    expect(sessions()).toHaveLength(2);
    expect(world.rows().at(-1)).toMatchObject({
      by: "user Olga",
      action: "users.sign-in-by-oidc",
      details: JSON.stringify({ role: { from: "viewer", to: "operator" } }),
    });
  });

  test("that is taken away keeps its user out, and names them", async () => {
    const entered = await enter(ada);
    const user = "userId" in entered ? entered.userId : "";
    expect(await enter({ ...ada, role: null })).toEqual({ refused: "no_role", user });
  });

  test("of the last active admin stays, which the audit log tells", async () => {
    await enter(ada);
    await enter({ ...ada, role: "viewer" });
    expect(users()).toMatchObject([{ role: "admin" }]);
    expect(world.rows().at(-1)?.details).toBe(
      JSON.stringify({ claimed: "viewer", kept: "last_active_admin" }),
    );
    await withPassword("pat@example.com", "admin");
    change("UPDATE users SET disabled_at = 1 WHERE name = 'Pat'");
    await enter({ ...ada, role: "viewer" });
    expect(users()[0]).toMatchObject({ role: "admin" });
    change("UPDATE users SET disabled_at = NULL");
    await enter({ ...ada, role: "viewer" });
    expect(users()[0]).toMatchObject({ role: "viewer" });
  });

  test("that is missing keeps the last admin out too, as an admin", async () => {
    await enter(ada);
    expect(await enter({ ...ada, role: null })).toMatchObject({ refused: "no_role" });
    expect(users()).toMatchObject([{ role: "admin" }]);
  });
});

test("a disabled user stays out, linked or allowed", async () => {
  await enter(ada);
  await withPassword("pat@example.com");
  change("UPDATE users SET disabled_at = 1, oidc_allowed_at = 1");
  expect(await enter(ada)).toMatchObject({ refused: "disabled" });
  expect(await enter({ ...olga, email: "pat@example.com" })).toMatchObject({ refused: "disabled" });
  expect(users()[1]).toMatchObject({ subject: null });
});

describe("a user", () => {
  const identity = { issuer, subject: "ada" };
  const actorOf = (id: string) => ({ kind: "user" as const, id, name: "Pat", role: "viewer" as const });

  test("links themselves, and signs in whatever their email at the provider", async () => {
    const { id } = await withPassword("pat@example.com");
    await world.run("users.link-oidc", identity, actorOf(id));
    await world.run("users.link-oidc", identity, actorOf(id));
    expect(await enter({ ...ada, email: null, emailVerified: false })).toMatchObject({ userId: id });
    expect(world.rows().filter(({ action }) => action === "users.link-oidc")).toHaveLength(1);
  });

  test("voids a link for a password by linking themselves", async () => {
    const { id } = await withPassword("pat@example.com");
    const { token } = await world.run("users.make-reset-link", { id });
    await world.run("users.link-oidc", identity, actorOf(id));
    const accepting = world.run("users.accept-link", { token, password: SECRETS.user }, { kind: "nobody" });
    await expect(accepting).rejects.toMatchObject({ code: "forbidden" });
  });

  test("can't take an identity of another user", async () => {
    await enter(ada);
    const { id } = await withPassword("pat@example.com");
    const linking = world.run("users.link-oidc", identity, actorOf(id));
    await expect(linking).rejects.toMatchObject({ code: "conflict" });
  });

  test("unlinks themselves only with a password", async () => {
    const { id } = await withPassword("pat@example.com");
    await world.run("users.link-oidc", identity, actorOf(id));
    change("UPDATE users SET password_hash = NULL");
    await expect(world.run("users.unlink-oidc", null, actorOf(id))).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("no password"),
    });
    expect(users()).toMatchObject([{ subject: "ada" }]);
    change("UPDATE users SET password_hash = 'x'");
    await world.run("users.unlink-oidc", null, actorOf(id));
    await world.run("users.unlink-oidc", null, actorOf(id));
    expect(users()).toMatchObject([{ subject: null }]);
  });

  test.each(["users.link-oidc", "users.unlink-oidc"] as const)("asks for %s, nobody else", async (verb) => {
    for (const actor of [
      { kind: "nobody" as const },
      { kind: "cli" as const },
      { kind: "api_key" as const, id: "key_1", name: "k", scopes: ["manage" as const] },
    ])
      await expect(world.run(verb, identity, actor)).rejects.toMatchObject({ code: "forbidden" });
  });
});
