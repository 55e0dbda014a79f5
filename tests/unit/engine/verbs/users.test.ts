import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findUser } from "#db/queries/user-views.ts";
import { findSession } from "#db/queries/users.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { VerbName } from "#lib/engine/verbs/verbs.ts";
import { inDatabase } from "../../../support/database.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

const NOBODY: Actor = { kind: "nobody", address: "192.0.2.7" };
const CLI: Actor = { kind: "cli" };
const password = "correct horse battery";
const bob = { email: "bob@example.com", name: "Bob", role: "operator" };
const DAY = 24 * 3_600_000;

let world: AuditWorld;
beforeEach(async () => {
  world = await auditWorld();
});
afterEach(() => world[Symbol.asyncDispose]());

const db = () => world.engine.context.db;
const inForce = (sessionId: string) => findSession(db(), sessionId, Date.now()) !== undefined;
const rowsOf = (table: string) =>
  inDatabase(world.env.dataDir, (sqlite) => sqlite.prepare(`SELECT * FROM ${table}`).all());

/** An active user, signed in. */
async function signedIn(email: string, role = "operator") {
  const { id } = await world.run("users.create", { email, name: email.split("@")[0], role, password });
  const { sessionId } = await world.run("users.sign-in", { email, password }, NOBODY);
  if (sessionId === null) throw new Error("The password started no session.");
  return { id, sessionId };
}

/** A second factor as it is stored once it was confirmed. */
function giveSecondFactor(userId: string): void {
  inDatabase(world.env.dataDir, (sqlite) => {
    sqlite
      .prepare("INSERT INTO second_factors (user_id, secret, created_at, confirmed_at) VALUES (?, ?, 0, 1)")
      .run(userId, Buffer.from("sealed"));
    sqlite
      .prepare("INSERT INTO recovery_codes (user_id, hash) VALUES (?, ?)")
      .run(userId, Buffer.from("hash"));
  });
}

/** Moves the end of all links to `by` ms from now. */
const endLinks = (by: number) =>
  inDatabase(world.env.dataDir, (sqlite) =>
    sqlite.exec(`UPDATE account_links SET expires_at = ${Date.now() + by}`),
  );

describe("a user's sessions end at once", () => {
  test.each<[VerbName, (id: string) => object]>([
    ["users.set-role", (id) => ({ id, role: "viewer" })],
    ["users.disable", (id) => ({ id })],
    ["users.delete", (id) => ({ id })],
    ["users.end-sessions", (id) => ({ id })],
    ["users.reset-password", () => ({ email: "bob@example.com", password: "another long password" })],
  ])("by %s, and nobody else's do", async (verb, inputOf) => {
    const [of, other] = [await signedIn("bob@example.com"), await signedIn("eve@example.com")];
    await world.run(verb, inputOf(of.id));
    expect(inForce(of.sessionId)).toBe(false);
    expect(inForce(other.sessionId)).toBe(true);
    expect(rowsOf("sessions")).toHaveLength(1);
  });

  test("by the new password of a reset link, but not by making the link", async () => {
    const { id, sessionId } = await signedIn("bob@example.com");
    const { token, kind } = await world.run("users.make-reset-link", { id });
    expect(kind).toBe("reset-password");
    expect(inForce(sessionId)).toBe(true);
    const accepted = await world.run("users.accept-link", { token, password: "another long one" }, NOBODY);
    expect(inForce(sessionId)).toBe(false);
    expect(inForce(accepted.sessionId ?? "")).toBe(true);
  });

  test("not by a new name, a role that they have already, or a lost second factor", async () => {
    const { id, sessionId } = await signedIn("bob@example.com");
    giveSecondFactor(id);
    await world.run("users.update", { id, changes: { name: "Robert", email: "BOB@example.com" } });
    await world.run("users.set-role", { id, role: "operator" });
    await world.run("users.reset-second-factor", { id });
    expect(inForce(sessionId)).toBe(true);
    expect(findUser(db(), id)).toMatchObject({ name: "Robert", email: "BOB@example.com" });
  });
});

describe("a sign-in whose password was checked", () => {
  test.each([
    ["the password is reset", "UPDATE users SET password_hash = 'another'"],
    ["the user is disabled", "UPDATE users SET disabled_at = 1"],
    ["the user is deleted", "DELETE FROM users"],
  ])("starts nothing once %s", async (_, change) => {
    await world.run("users.create", { ...bob, password });
    const signingIn = world.run("users.sign-in", { email: bob.email, password }, NOBODY);
    inDatabase(world.env.dataDir, (sqlite) => sqlite.exec(change));
    await expect(signingIn).rejects.toMatchObject({ code: "unauthenticated" });
    expect(rowsOf("sessions")).toEqual([]);
  });
});

describe("an invite", () => {
  test("makes a user who can't sign in until they chose a password, and is signed in then", async () => {
    const { id, token, kind, expiresAt } = await world.run("users.invite", bob);
    expect(kind).toBe("invite");
    expect(expiresAt - Date.now()).toBeGreaterThan(7 * DAY - 60_000);
    expect(findUser(db(), id)).toMatchObject({ state: "invited", role: "operator", lastSignInAt: null });
    const signIn = () => world.run("users.sign-in", { email: bob.email, password }, NOBODY);
    await expect(signIn()).rejects.toMatchObject({ code: "unauthenticated" });
    const { sessionId } = await world.run("users.accept-link", { token, password, browser: "curl" }, NOBODY);
    expect(inForce(sessionId ?? "")).toBe(true);
    expect(findUser(db(), id)).toMatchObject({ state: "active", lastSignInAt: expect.any(Number) });
    expect(rowsOf("sessions")).toMatchObject([{ kind: "password", address: "192.0.2.7", browser: "curl" }]);
    await expect(signIn()).resolves.toMatchObject({ userId: id });
  });

  test("works once", async () => {
    const { token } = await world.run("users.invite", bob);
    await world.run("users.accept-link", { token, password }, NOBODY);
    const before = rowsOf("users");
    await expect(
      world.run("users.accept-link", { token, password: "another long one" }, NOBODY),
    ).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringMatching(/^This link was used already/),
    });
    expect(rowsOf("users")).toEqual(before);
  });

  test("of two at the same time, one chooses the password", async () => {
    const { token } = await world.run("users.invite", bob);
    const both = [password, "another long one"].map((chosen) =>
      world.run("users.accept-link", { token, password: chosen }, NOBODY),
    );
    const settled = await Promise.allSettled(both);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(rowsOf("sessions")).toHaveLength(1);
  });

  test.each([
    [7 * DAY, "invite"],
    [DAY, "reset-password"],
  ])("works for %d ms as %s, and not after", async (life, kind) => {
    const { id } = kind === "invite" ? await world.run("users.invite", bob) : await signedIn(bob.email);
    const { token, expiresAt, ...link } = await world.run("users.make-reset-link", { id });
    expect(link.kind).toBe(kind);
    expect(Math.abs(expiresAt - Date.now() - life)).toBeLessThan(60_000);
    endLinks(0);
    await expect(world.run("users.accept-link", { token, password }, NOBODY)).rejects.toMatchObject({
      code: "forbidden",
      message: expect.stringMatching(/is over: sign in, or ask an admin for a new one\.$/),
    });
  });

  test("is void once a newer one was made, the password was set, or the user is disabled or deleted", async () => {
    const { id, token } = await world.run("users.invite", bob);
    const { token: newer } = await world.run("users.make-reset-link", { id });
    const refused = (one: string) =>
      expect(world.run("users.accept-link", { token: one, password }, NOBODY)).rejects.toMatchObject({
        code: "forbidden",
      });
    await refused(token);
    await world.run("users.disable", { id });
    await world.run("users.enable", { id });
    await refused(newer);
    const { token: third } = await world.run("users.make-reset-link", { id });
    await world.run("users.reset-password", { email: bob.email, password });
    await refused(third);
    const { token: fourth } = await world.run("users.make-reset-link", { id });
    await world.run("users.delete", { id });
    await refused(fourth);
  });

  test("is void once its user changed their password themselves", async () => {
    const { id, sessionId } = await signedIn(bob.email);
    const { token } = await world.run("users.make-reset-link", { id });
    const { token: signInToken } = await world.run("users.make-sign-in-link", { id }, CLI);
    const themselves: Actor = { kind: "user", id, name: "Bob", role: "operator" };
    const input = { present: password, password: "another long one", sessionId };
    await world.run("profile.change-password", input, themselves);
    expect(rowsOf("account_links")).toEqual([]);
    for (const [verb, link] of [
      ["users.accept-link", { token, password }],
      ["users.sign-in-by-link", { token: signInToken }],
    ] as const)
      await expect(world.run(verb, link, NOBODY)).rejects.toMatchObject({ code: "forbidden" });
  });

  test.each([
    ["a password of 1 MB", "a".repeat(1_000_000), "A password may have at most 256 characters."],
    ["a short password", "short", "A password needs at least 12 characters."],
  ])("stays usable after %s", async (_, chosen, message) => {
    const { token } = await world.run("users.invite", bob);
    await expect(world.run("users.accept-link", { token, password: chosen }, NOBODY)).rejects.toMatchObject({
      issues: [{ path: "password", message }],
    });
    await world.run("users.accept-link", { token, password }, NOBODY);
  });

  test.each([
    ["the same email in another case", { email: "ADA@Example.com" }, "email", /already a user/],
    ["an unknown role", { role: "root" }, "role", /^A role is one of/],
    ["NUL in the name", { name: "Bo\u0000b" }, "name", /control character/],
    ["bidi in the name", { name: "Bob\u202egnp" }, "name", /invisible character/],
    ["NUL in the email", { email: "b\u0000b@example.com" }, "email", /^Enter an email/],
    ["bidi in the email", { email: "b\u202eb@example.com" }, "email", /^Enter an email/],
    ["half a character in the name", { name: "Bob\ud800" }, "name", /surrogate/],
    ["a member that there is not", { password }, "password", /not a known field/],
  ])("with %s is refused at its field, and leaves nothing", async (_, change, path, message) => {
    await signedIn("ada@example.com", "admin");
    const before = [rowsOf("users"), rowsOf("account_links"), world.rows()];
    await expect(world.run("users.invite", { ...bob, ...change })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path, message: expect.stringMatching(message) }],
    });
    expect([rowsOf("users"), rowsOf("account_links"), world.rows()]).toEqual(before);
  });

  test("of the 1,001st user is refused", async () => {
    inDatabase(world.env.dataDir, (sqlite) => {
      const insert = sqlite.prepare(
        "INSERT INTO users (id, email, email_key, name, role, created_at) VALUES (@id, @id, @id, @id, 'viewer', 0)",
      );
      for (let n = 0; n < 1_000; n++) insert.run({ id: `u${n}` });
    });
    await expect(world.run("users.invite", bob)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/^There are 1,000 users/),
    });
  });
});

describe("the last active admin", () => {
  const acts: [VerbName, (id: string) => object][] = [
    ["users.disable", (id) => ({ id })],
    ["users.delete", (id) => ({ id })],
    ["users.set-role", (id) => ({ id, role: "operator" })],
  ];

  test.each(acts)("is kept from %s, also by the command line", async (verb, inputOf) => {
    const { id, sessionId } = await signedIn("ada@example.com", "admin");
    await world.run("users.invite", { ...bob, role: "admin" });
    const before = rowsOf("users");
    for (const actor of [undefined, CLI])
      await expect(world.run(verb, inputOf(id), actor)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringMatching(/^ada is the last active admin/),
      });
    expect(rowsOf("users")).toEqual(before);
    expect(inForce(sessionId)).toBe(true);
  });

  test("of two who demote each other at once, one stays", async () => {
    const [one, other] = [
      await signedIn("ada@example.com", "admin"),
      await signedIn("eve@example.com", "admin"),
    ];
    const settled = await Promise.allSettled(
      [one, other].map(({ id }) => world.run("users.set-role", { id, role: "viewer" })),
    );
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("a second factor", () => {
  test("stays when a password is set by a link: the user then signs in with it", async () => {
    const { id } = await signedIn("bob@example.com");
    giveSecondFactor(id);
    const { token } = await world.run("users.make-reset-link", { id });
    const { sessionId } = await world.run("users.accept-link", { token, password }, NOBODY);
    expect(sessionId).toBeNull();
    expect(rowsOf("sessions")).toEqual([]);
    expect(findUser(db(), id)?.hasSecondFactor).toBe(true);
  });

  test("is removed with its recovery codes; where there is none, that is said", async () => {
    const { id } = await signedIn("bob@example.com");
    giveSecondFactor(id);
    expect(await world.run("users.reset-second-factor", { id }, CLI)).toMatchObject({ removed: true });
    expect([...rowsOf("second_factors"), ...rowsOf("recovery_codes")]).toEqual([]);
    expect(await world.run("users.reset-second-factor", { id }, CLI)).toMatchObject({ removed: false });
  });

  test("that was never confirmed goes too, but was none", async () => {
    const { id } = await signedIn("bob@example.com");
    giveSecondFactor(id);
    inDatabase(world.env.dataDir, (sqlite) => sqlite.exec("UPDATE second_factors SET confirmed_at = NULL"));
    const before = world.rows();
    expect(await world.run("users.reset-second-factor", { id }, CLI)).toMatchObject({ removed: false });
    expect(rowsOf("second_factors")).toEqual([]);
    expect(world.rows()).toEqual(before);
  });

  test("goes with its user", async () => {
    const { id } = await signedIn("bob@example.com");
    giveSecondFactor(id);
    await world.run("users.delete", { id });
    expect([...rowsOf("users"), ...rowsOf("second_factors"), ...rowsOf("recovery_codes")]).toEqual([]);
  });
});

describe("a sign-in link", () => {
  test("is made by the command line only", async () => {
    const { id } = await signedIn("bob@example.com");
    await expect(world.run("users.make-sign-in-link", { id })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("lets its user in once, past a second factor", async () => {
    const { id } = await signedIn("bob@example.com");
    giveSecondFactor(id);
    const { token } = await world.run("users.make-sign-in-link", { id: "BOB@example.com" }, CLI);
    const { sessionId } = await world.run("users.sign-in-by-link", { token }, NOBODY);
    expect(inForce(sessionId)).toBe(true);
    expect(rowsOf("sessions")).toMatchObject([{}, { kind: "link" }]);
    await expect(world.run("users.sign-in-by-link", { token }, NOBODY)).rejects.toMatchObject({
      message: "This link was used already, and works only once: make a new one on the command line.",
    });
  });

  test("sets no password, and a reset link signs nobody in by itself", async () => {
    const { id } = await signedIn("bob@example.com");
    const { token: signInToken } = await world.run("users.make-sign-in-link", { id }, CLI);
    const { token: resetToken } = await world.run("users.make-reset-link", { id });
    for (const [verb, input] of [
      ["users.accept-link", { token: signInToken, password }],
      ["users.sign-in-by-link", { token: resetToken }],
    ] as const)
      await expect(world.run(verb, input, NOBODY)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("is over after 10 minutes, and refused for a disabled user", async () => {
    const { id } = await signedIn("bob@example.com");
    const { token, expiresAt } = await world.run("users.make-sign-in-link", { id }, CLI);
    expect(Math.abs(expiresAt - Date.now() - 600_000)).toBeLessThan(60_000);
    endLinks(0);
    await expect(world.run("users.sign-in-by-link", { token }, NOBODY)).rejects.toMatchObject({
      message: expect.stringMatching(/worked for 10 minutes/),
    });
    await world.run("users.disable", { id });
    await expect(world.run("users.make-sign-in-link", { id }, CLI)).rejects.toMatchObject({
      code: "conflict",
    });
  });
});

describe("single sign-on", () => {
  test("is allowed once, for a user who has none and is not disabled", async () => {
    const { id } = await signedIn("bob@example.com");
    await world.run("users.allow-oidc", { id });
    expect(findUser(db(), id)?.singleSignOn).toBe("allowed");
    await world.run("users.disable", { id });
    expect(findUser(db(), id)?.singleSignOn).toBe("none");
    await expect(world.run("users.allow-oidc", { id })).rejects.toMatchObject({ code: "conflict" });
    await world.run("users.enable", { id });
    inDatabase(world.env.dataDir, (sqlite) =>
      sqlite.exec("UPDATE users SET oidc_issuer = 'https://idp.example', oidc_subject = 'b'"),
    );
    await expect(world.run("users.allow-oidc", { id })).rejects.toMatchObject({ code: "conflict" });
  });
});

test.each<[VerbName, object]>([
  ["users.invite", bob],
  ["users.update", { id: "usr_x", changes: {} }],
  ["users.set-role", { id: "usr_x", role: "viewer" }],
  ["users.disable", { id: "usr_x" }],
  ["users.enable", { id: "usr_x" }],
  ["users.delete", { id: "usr_x" }],
  ["users.end-sessions", { id: "usr_x" }],
  ["users.make-reset-link", { id: "usr_x" }],
  ["users.make-sign-in-link", { id: "usr_x" }],
  ["users.reset-second-factor", { id: "usr_x" }],
  ["users.allow-oidc", { id: "usr_x" }],
])("%s needs an admin", async (verb, input) => {
  const others: Actor[] = [
    NOBODY,
    { kind: "user", id: "usr_v", name: "Vera", role: "viewer" },
    { kind: "user", id: "usr_o", name: "Otto", role: "operator" },
    { kind: "api_key", id: "key_1", name: "grafana", scopes: ["ingest", "read", "operate"] },
  ];
  for (const actor of others)
    await expect(world.run(verb, input, actor)).rejects.toMatchObject({ code: "forbidden" });
});

test.each<[VerbName, object]>([
  ["users.set-role", { role: "viewer" }],
  ["users.disable", {}],
  ["users.delete", {}],
  ["users.make-reset-link", {}],
])("%s of a user who is gone says so", async (verb, input) => {
  await expect(world.run(verb, { id: "usr_gone", ...input })).rejects.toMatchObject({
    code: "not_found",
    message: "This user no longer exists: somebody deleted them.",
  });
});

test("an email of one's own in another case can be taken, another user's can't", async () => {
  const { id } = await signedIn("bob@example.com");
  await signedIn("eve@example.com");
  await world.run("users.update", { id, changes: { email: "Bob@Example.com" } });
  await expect(
    world.run("users.update", { id, changes: { email: "EVE@example.com" } }),
  ).rejects.toMatchObject({ issues: [{ path: "email" }] });
});
