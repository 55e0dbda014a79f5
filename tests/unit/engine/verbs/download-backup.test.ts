import { rmSync } from "node:fs";
import { basename } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import type { Actor } from "#lib/domain/people/actor.ts";
import { DOWNLOAD_MS, Downloads } from "#lib/engine/write/downloads.ts";
import { inDatabase } from "../../../support/database.ts";
import { codeAfter, wrongCode } from "../../../support/totp.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

const PASSWORD = "correct horse battery";

let world: AuditWorld;
let file: string;
let ada: Actor & { kind: "user" };

beforeEach(async () => {
  world = await auditWorld();
  onTestFinished(() => world[Symbol.asyncDispose]());
  ada = await anAdmin("ada@example.com");
  file = (await world.run("backups.create", undefined)).file;
});

async function anAdmin(email: string) {
  const { id } = await world.run("users.create", { email, name: email, password: PASSWORD, role: "admin" });
  return { kind: "user" as const, id, name: email, role: "admin" as const };
}

const allow = (proof: object, actor: Actor = ada, name = basename(file)) =>
  world.run("backups.allow-download", { name, ...proof }, actor);
const download = (token: string, actor: Actor = ada) => world.run("backups.download", { token }, actor);

describe("a download", () => {
  test("works once", async () => {
    const { token } = await allow({ present: PASSWORD });
    expect(await download(token)).toEqual({ name: basename(file), file });
    await expect(download(token)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is for the user alone who gave the password, and stays theirs", async () => {
    const { token } = await allow({ present: PASSWORD });
    const bea = await anAdmin("bea@example.com");
    await expect(download(token, bea)).rejects.toMatchObject({ code: "not_found" });
    expect(await download(token)).toMatchObject({ file });
  });

  test("of a backup that was removed meanwhile says so, and leaves no row", async () => {
    const { token } = await allow({ present: PASSWORD });
    rmSync(file);
    const before = world.rows();
    await expect(download(token)).rejects.toThrow(/removed meanwhile/);
    expect(world.rows()).toEqual(before);
  });
});

describe("is not allowed", () => {
  test.each([
    ["a wrong password", { present: "wrong horse battery" }, "unauthenticated"],
    ["no password", {}, "invalid"],
    ["the right password with a code", { present: PASSWORD, code: "123456" }, "invalid"],
    ["a code, without a second factor", { code: "123456" }, "invalid"],
  ])("by %s", async (_, proof, code) => {
    await expect(allow(proof)).rejects.toMatchObject({ code });
  });

  test("of a file that is no backup", async () => {
    await expect(allow({ present: PASSWORD }, ada, "tocsin.db")).rejects.toMatchObject({ code: "not_found" });
  });

  test("to a key or the command line, whatever they may do", async () => {
    const key: Actor = { kind: "api_key", id: "key_1", name: "Key", scopes: ["manage"] };
    for (const actor of [key, { kind: "cli" } as const])
      await expect(allow({ present: PASSWORD }, actor)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("to a user who has neither a password nor a second factor", async () => {
    inDatabase(world.env.dataDir, (sqlite) => sqlite.exec("UPDATE users SET password_hash = NULL"));
    await expect(allow({ present: PASSWORD })).rejects.toThrow(/command backup FILE/);
  });
});

describe("with a second factor", () => {
  let secret: string;
  beforeEach(async () => {
    secret = (await world.run("profile.begin-second-factor", {}, ada)).secret;
    await world.run("profile.confirm-second-factor", { code: codeAfter(secret, -1) }, ada);
  });

  test("a code of the app is asked for, which counts once", async () => {
    await expect(allow({ present: PASSWORD })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "code" }],
    });
    await expect(allow({ code: wrongCode(secret) })).rejects.toMatchObject({ code: "unauthenticated" });
    const code = codeAfter(secret, 0);
    expect(await allow({ code })).toEqual({ token: expect.any(String) });
    await expect(allow({ code })).rejects.toMatchObject({ code: "unauthenticated" });
  });
});

test("a download that was allowed is over after 5 minutes, and if the clock is set back", () => {
  const downloads = new Downloads();
  const tokens = [0, 1, 2].map(() => downloads.allow("usr_1", "one.db", 1_000));
  const take = (at: number) => downloads.take("usr_1", tokens.pop() ?? "", at);
  expect(take(1_000 + DOWNLOAD_MS - 1)).toBe("one.db");
  expect(take(1_000 + DOWNLOAD_MS)).toBeNull();
  expect(downloads.take("usr_1", downloads.allow("usr_1", "one.db", 1_000), 999)).toBeNull();
});
