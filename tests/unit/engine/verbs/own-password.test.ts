import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { Actor } from "#lib/domain/people/actor.ts";
import { inDatabase } from "../../../support/database.ts";
import { type AuditWorld, auditWorld } from "./audit-world.ts";

const PASSWORD = "correct horse battery";
const NEXT = "another horse battery";
const EMAIL = "olga@example.com";

let world: AuditWorld;
let olga: Actor & { kind: "user" };

beforeEach(async () => {
  world = await auditWorld();
  onTestFinished(() => world[Symbol.asyncDispose]());
  const { id } = await world.run("users.create", {
    email: EMAIL,
    name: "Olga",
    password: PASSWORD,
    role: "viewer",
  });
  olga = { kind: "user", id, name: "Olga", role: "viewer" };
});

async function signIn(password = PASSWORD): Promise<string> {
  const { sessionId } = await world.run("users.sign-in", { email: EMAIL, password }, { kind: "nobody" });
  return sessionId ?? "";
}

const change = (sessionId: string, present = PASSWORD) =>
  world.run("profile.change-password", { present, password: NEXT, sessionId }, olga);
const sessions = () =>
  inDatabase(world.env.dataDir, (sqlite) => sqlite.prepare("SELECT id FROM sessions").pluck().all());

test("a change of the password ends all of the user's sessions but the present one", async () => {
  const [present] = [await signIn(), await signIn(), await signIn()];
  expect(await change(present)).toEqual({ ended: 2 });
  expect(sessions()).toEqual([present]);
  await expect(signIn()).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await signIn(NEXT)).toMatch(/^ses_/);
});

test("a wrong present password changes nothing and ends nothing", async () => {
  const [present] = [await signIn(), await signIn()];
  await expect(change(present, "wrong horse battery")).rejects.toMatchObject({
    code: "unauthenticated",
    issues: [{ path: "present" }],
  });
  expect(sessions()).toHaveLength(2);
  expect(await signIn()).toMatch(/^ses_/);
});

test("of two changes at once, one is refused", async () => {
  const present = await signIn();
  const settled = await Promise.allSettled([change(present), change(present)]);
  expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("nobody ends the sessions of others", async () => {
  const id = await signIn();
  const eve: Actor = { kind: "user", id: "usr_ada", name: "Ada", role: "admin" };
  await expect(world.run("profile.end-session", { sessionId: id }, eve)).rejects.toMatchObject({
    code: "forbidden",
  });
  const other = { email: "eve@example.com", name: "Eve", password: PASSWORD, role: "admin" };
  const { id: eveId } = await world.run("users.create", other);
  await expect(
    world.run("profile.end-session", { sessionId: id }, { ...eve, id: eveId }),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(sessions()).toEqual([id]);
});

test("an API key and the command line have no profile", async () => {
  const key: Actor = { kind: "api_key", id: "key_1", name: "Script", scopes: ["manage"] };
  for (const actor of [key, { kind: "cli" } as const])
    await expect(world.run("profile.update", { name: "X", timeZone: null }, actor)).rejects.toMatchObject({
      code: "forbidden",
    });
});
