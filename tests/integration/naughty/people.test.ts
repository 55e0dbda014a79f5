import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { faultOfPassword } from "#lib/domain/people/password.ts";
import { hasHiddenCharacters } from "#lib/domain/text.ts";
import { verifyPassword } from "#lib/password.ts";
import { inDatabase } from "../../support/database.ts";
import { NAUGHTY } from "../../support/naughty.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const ada = { email: "ada@example.com", password: "correct horse battery" };

let tocsin: Tocsin;
let admin: Visitor;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: ada.email, ADMIN_PASSWORD: ada.password } });
  admin = new Visitor(tocsin.url);
  await admin.signIn(ada.email, ada.password);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const action = (folder: string, name: string): ActionRef => ({
  file: `app/${folder}/actions.ts`,
  name,
  page: "/",
});

const USERS = "(console)/settings/users";
const PROFILE = "(console)/profile";

type UserRow = { id: string; name: string; passwordHash: string | null };

const userWith = ({ dataDir }: Tocsin, email: string): UserRow | undefined =>
  inDatabase(dataDir, (sqlite) =>
    sqlite
      .prepare<[string], UserRow>("SELECT id, name, password_hash AS passwordHash FROM users WHERE email = ?")
      .get(email),
  );

/** Sends a form as the admin. Throws the sentence with which it is refused. */
async function send<T = unknown>(form: ActionRef, ...args: unknown[]): Promise<T> {
  const result = await admin.act<T>(form, args);
  if (!result.ok) throw new Error(`${result.message} ${JSON.stringify(result.issues)}`);
  return result.value;
}

/** Sends a form that is refused. Resolves to the fields that the refusal names. */
async function refusedAt(form: ActionRef, ...args: unknown[]): Promise<string[]> {
  return fieldsOf(await admin.act(form, args));
}

function fieldsOf(result: ActionResult<unknown>): string[] {
  if (result.ok) throw new Error("It was not refused.");
  for (const { message } of [result, ...result.issues]) expect(message).toMatch(/\.$/);
  return result.issues.map(({ path }) => path);
}

describe.each([...NAUGHTY.entries()])("%i: %j", (index, naughty) => {
  const text = naughty.trim();
  const email = `user-${index}@example.com`;

  test("as the name of somebody invited, and as the password they choose", async () => {
    const person = { name: hasHiddenCharacters(text) ? "Bob" : naughty, email, role: "viewer" };
    const { token } = await send<{ token: string }>(action(USERS, "inviteUser"), person);
    expect(userWith(tocsin, email)?.name).toBe(person.name.trim());
    const bob = new Visitor(tocsin.url);
    const leads = await bob.sendForm(`/invite?token=${token}`, { password: naughty });
    const refused = faultOfPassword(naughty) !== null;
    expect(leads).toBe(refused ? "200" : "/");
    const { passwordHash } = userWith(tocsin, email) ?? {};
    expect(await verifyPassword(passwordHash ?? undefined, naughty)).toBe(!refused);
  });

  test("as what an admin changes about a user", async () => {
    const { id = "" } = userWith(tocsin, email) ?? {};
    const change = action(USERS, "changeUser");
    if (hasHiddenCharacters(text)) expect(await refusedAt(change, id, { name: naughty })).toEqual(["name"]);
    else {
      await send(change, id, { name: `${text}!` });
      expect(userWith(tocsin, email)?.name).toBe(`${text}!`);
    }
    expect(await refusedAt(change, id, { email: naughty })).toEqual(["email"]);
    await refusedAt(action(USERS, "setUserRole"), id, naughty);
    for (const name of ["disableUser", "endSessions", "makeResetLink", "resetSecondFactor", "deleteUser"])
      await refusedAt(action(USERS, name), naughty);
  });

  test("as every text of one's own profile", async () => {
    const save = action(PROFILE, "saveProfile");
    expect(await refusedAt(save, { name: "Ada", timeZone: naughty })).toEqual(["timeZone"]);
    if (!hasHiddenCharacters(text)) {
      await send(save, { name: naughty, timeZone: null });
      expect(userWith(tocsin, ada.email)?.name).toBe(text);
    }
    await refusedAt(action(PROFILE, "changePassword"), { present: naughty, password: ada.password });
    await refusedAt(action(PROFILE, "endSession"), naughty);
  });

  test("as what confines an API key", async () => {
    const create = action("(console)/settings/api-keys", "createApiKey");
    for (const field of ["namespace", "expires", "addresses", "per_minute"])
      expect(await refusedAt(create, { name: "Key", scopes: ["read"], [field]: naughty })).toContain(field);
    expect(await refusedAt(create, { name: "Key", scopes: [naughty] })).toEqual(["scopes[0]"]);
    await refusedAt(action("(console)/settings/api-keys", "revokeApiKey"), naughty);
  });

  test("as what is searched, filtered and gone to, and as a link's token", async () => {
    const q = encodeURIComponent(naughty);
    for (const path of [
      `/settings/users?q=${q}&role=${q}&state=${q}&second_factor=${q}&sort=${q}&after=${q}`,
      `/settings/api-keys?q=${q}&state=${q}&scope=${q}&after=${q}`,
      `/settings/audit-log?q=${q}&actor=${q}&action=${q}&target=${q}&cursor=${q}`,
      `/invite?token=${q}`,
      `/sign-in-link?token=${q}`,
      `/setup?token=${q}`,
    ])
      expect([path, (await admin.request(path)).status]).toEqual([path, 200]);
    for (const path of [`/settings/users/${q}`, `/settings/api-keys/${q}`, `/settings/audit-log/${q}`])
      expect([path, (await admin.request(path)).status]).toEqual([path, 404]);
    const stranger = new Visitor(tocsin.url);
    expect((await stranger.request(`/login?next=${q}&refused=${q}&password=${q}`)).status).toBe(200);
    expect(await stranger.ledTo(`/login/code?next=${q}`)).toMatch(/^\/login\?/);
  });
});

describe("while there is no user", () => {
  const setUp = action("setup", "setUp");
  let empty: Tocsin;
  let token: string;

  beforeAll(async () => {
    empty = await startTocsin();
    token = new URL(await empty.setupUrl()).searchParams.get("token") ?? "";
  });

  afterAll(() => empty[Symbol.asyncDispose]());

  const sent = (change: Record<string, string>) =>
    new Visitor(empty.url).act(setUp, [{ ...ada, name: "Ada", token, ...change }]);

  test.each(NAUGHTY)("%j as token or email of the set-up makes nobody", async (naughty) => {
    fieldsOf(await sent({ token: naughty }));
    expect(fieldsOf(await sent({ email: naughty }))).toEqual(["email"]);
    expect((await new Visitor(empty.url).request(`/setup?token=${encodeURIComponent(naughty)}`)).status).toBe(
      200,
    );
  });

  test("the set-up keeps such a name and password as they are", async () => {
    const [name = "", password = ""] = NAUGHTY;
    expect(await sent({ name, password })).toMatchObject({ ok: true });
    const { passwordHash, ...user } = userWith(empty, ada.email) ?? {};
    expect(user).toMatchObject({ name });
    expect(await verifyPassword(passwordHash ?? undefined, password)).toBe(true);
  });
});
