import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { openWriter } from "#db/client.ts";
import { accountById } from "#db/queries/users.ts";
import { rotateKey } from "#lib/data-folder/rotate-key.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import { inDatabase } from "../../../support/database.ts";
import { codeAfter, wrongCode } from "../../../support/totp.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

const PASSWORD = "correct horse battery";
const EMAIL = "olga@example.com";

let world: AuditWorld;
let olga: Actor & { kind: "user" };

beforeEach(async () => {
  world = await auditWorld();
  onTestFinished(() => world[Symbol.asyncDispose]());
  const person = { email: EMAIL, name: "Olga", password: PASSWORD, role: "viewer" };
  const { id } = await world.run("users.create", person);
  olga = { kind: "user", id, name: "Olga", role: "viewer" };
});

const begin = () => world.run("profile.begin-second-factor", {}, olga);
const confirm = (code: string) => world.run("profile.confirm-second-factor", { code }, olga);
const signIn = () => world.run("users.sign-in", { email: EMAIL, password: PASSWORD }, { kind: "nobody" });

async function enrolled() {
  const { secret } = await begin();
  const { recoveryCodes } = await confirm(codeAfter(secret, -1));
  return { secret, recoveryCodes };
}

function sendCode(code: string) {
  const passwordHash = accountById(world.engine.context.db, olga.id)?.passwordHash;
  return world.run("users.sign-in-by-code", { userId: olga.id, passwordHash, code }, { kind: "nobody" });
}

const column = (query: string): unknown[] =>
  inDatabase(world.env.dataDir, (sqlite) => sqlite.prepare(query).pluck().all());
const change = (statement: string) => inDatabase(world.env.dataDir, (sqlite) => sqlite.exec(statement));
const sessions = () => column("SELECT kind FROM sessions");

describe("setting up", () => {
  test("a secret that was never confirmed asks for no code", async () => {
    const { secret } = await begin();
    expect((await signIn()).sessionId).toMatch(/^ses_/);
    await expect(sendCode(codeAfter(secret, 0))).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a wrong code turns nothing on, and may be followed by a right one", async () => {
    const { secret } = await begin();
    await expect(confirm(wrongCode(secret))).rejects.toMatchObject({
      code: "unauthenticated",
      issues: [{ path: "code" }],
    });
    expect((await signIn()).sessionId).toMatch(/^ses_/);
    expect((await confirm(codeAfter(secret, 0))).recoveryCodes).toHaveLength(10);
    expect((await signIn()).sessionId).toBeNull();
  });

  test("beginning again replaces a secret that was not confirmed, and never one that was", async () => {
    const first = await begin();
    const second = await begin();
    await expect(confirm(codeAfter(first.secret, 0))).rejects.toMatchObject({ code: "unauthenticated" });
    await confirm(codeAfter(second.secret, 0));
    await expect(begin()).rejects.toMatchObject({ code: "conflict" });
    await expect(confirm(codeAfter(second.secret, 1))).rejects.toMatchObject({ code: "conflict" });
  });

  test("works across a rotation of the key that ends just before the secret is stored", async () => {
    const { dataDir } = world.env;
    const connection = openWriter(join(dataDir, "tocsin.db"));
    const beginning = begin();
    rotateKey(connection, join(dataDir, "secret.key"), () => {});
    connection.sqlite.close();
    const { secret } = await beginning;
    expect((await confirm(codeAfter(secret, 0))).recoveryCodes).toHaveLength(10);
  });

  test("the secret is sealed at rest, and recovery codes are kept as hashes", async () => {
    const { secret, recoveryCodes } = await enrolled();
    const query = "SELECT secret FROM second_factors UNION ALL SELECT hash FROM recovery_codes";
    const stored = Buffer.concat(column(query) as Buffer[]).toString("latin1");
    for (const text of [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replaceAll("-", ""))])
      expect(stored).not.toContain(text);
  });
});

describe("signing in", () => {
  test("gives no session for the password alone", async () => {
    await enrolled();
    expect(await signIn()).toMatchObject({ sessionId: null, userId: olga.id });
    expect(sessions()).toEqual([]);
  });

  test("a code counts once, and so does no earlier one", async () => {
    const { secret } = await enrolled();
    const code = codeAfter(secret, 1);
    expect((await sendCode(code)).sessionId).toMatch(/^ses_/);
    for (const used of [code, codeAfter(secret, 0)])
      await expect(sendCode(used)).rejects.toMatchObject({
        code: "unauthenticated",
        message: "This code was used already: wait for the next one.",
      });
    expect(sessions()).toEqual(["password"]);
  });

  test("the code that confirmed the set-up does not sign in too", async () => {
    const { secret } = await begin();
    const code = codeAfter(secret, 0);
    await confirm(code);
    await expect(sendCode(code)).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("of two that send the same code at once, one gets in", async () => {
    const { secret } = await enrolled();
    const code = codeAfter(secret, 1);
    const settled = await Promise.allSettled([sendCode(code), sendCode(code)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a recovery code counts once, however it is typed", async () => {
    const { recoveryCodes } = await enrolled();
    const [first = "", second = ""] = recoveryCodes;
    expect((await sendCode(first.toUpperCase().replaceAll("-", " "))).sessionId).toMatch(/^ses_/);
    await expect(sendCode(first)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await sendCode(second)).sessionId).toMatch(/^ses_/);
  });

  test("another user's recovery code does not count", async () => {
    const { recoveryCodes } = await enrolled();
    const eve = { email: "eve@example.com", name: "Eve", password: PASSWORD, role: "viewer" };
    const { id } = await world.run("users.create", eve);
    const actor: Actor = { kind: "user", id, name: "Eve", role: "viewer" };
    const { secret } = await world.run("profile.begin-second-factor", {}, actor);
    await world.run("profile.confirm-second-factor", { code: codeAfter(secret, 0) }, actor);
    const passwordHash = accountById(world.engine.context.db, id)?.passwordHash;
    const input = { userId: id, passwordHash, code: recoveryCodes[0] };
    await expect(world.run("users.sign-in-by-code", input, { kind: "nobody" })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("a code after a change of the password, or for a disabled user, starts nothing", async () => {
    const { secret } = await enrolled();
    const passwordHash = accountById(world.engine.context.db, olga.id)?.passwordHash;
    await world.run("users.reset-password", { email: EMAIL, password: "another horse battery" });
    const input = { userId: olga.id, passwordHash, code: codeAfter(secret, 1) };
    await expect(world.run("users.sign-in-by-code", input, { kind: "nobody" })).rejects.toMatchObject({
      code: "forbidden",
    });
    change("UPDATE users SET disabled_at = 1");
    await expect(sendCode(codeAfter(secret, 1))).rejects.toMatchObject({ code: "forbidden" });
    expect(sessions()).toEqual([]);
  });

  test("a reset of the password leaves the second factor on", async () => {
    await enrolled();
    await world.run("users.reset-password", { email: EMAIL, password: PASSWORD });
    expect((await signIn()).sessionId).toBeNull();
  });
});

describe("with the present password", () => {
  test("new recovery codes void the earlier ones", async () => {
    const { recoveryCodes: before } = await enrolled();
    const { recoveryCodes } = await world.run("profile.make-recovery-codes", { present: PASSWORD }, olga);
    await expect(sendCode(before[0] ?? "")).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await sendCode(recoveryCodes[0] ?? "")).sessionId).toMatch(/^ses_/);
  });

  test("the second factor is turned off, with its recovery codes", async () => {
    await enrolled();
    await world.run("profile.remove-second-factor", { present: PASSWORD }, olga);
    expect((await signIn()).sessionId).toMatch(/^ses_/);
    expect(column("SELECT count(*) FROM recovery_codes")).toEqual([0]);
    await begin();
    await expect(
      world.run("profile.remove-second-factor", { present: PASSWORD }, olga),
    ).rejects.toMatchObject({ code: "conflict" });
  });

  test.each(["profile.make-recovery-codes", "profile.remove-second-factor"] as const)(
    "%s is refused with a wrong one",
    async (verb) => {
      await enrolled();
      await expect(world.run(verb, { present: "wrong horse battery" }, olga)).rejects.toMatchObject({
        code: "unauthenticated",
        issues: [{ path: "present", message: "This is not your present password: try again." }],
      });
      expect((await signIn()).sessionId).toBeNull();
    },
  );

  test.each(["profile.make-recovery-codes", "profile.remove-second-factor"] as const)(
    "%s is refused if the password changes while it is checked",
    async (verb) => {
      await enrolled();
      const before = column("SELECT hash FROM recovery_codes ORDER BY hash");
      const acting = world.run(verb, { present: PASSWORD }, olga);
      change("UPDATE users SET password_hash = 'another'");
      await expect(acting).rejects.toMatchObject({ code: "conflict" });
      expect(column("SELECT hash FROM recovery_codes ORDER BY hash")).toEqual(before);
    },
  );
});

test("a user without a password has no second factor here", async () => {
  change("UPDATE users SET password_hash = NULL");
  await expect(begin()).rejects.toMatchObject({ code: "conflict" });
});
