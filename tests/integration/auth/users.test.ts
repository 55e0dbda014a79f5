import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const ada = { email: "ada@example.com", password: "correct horse battery" };
const password = "a password of one's own";
const list = "/settings/users";
const invitePage = "/settings/users/new";

const action = (name: string, page = list): ActionRef => ({
  file: "app/(console)/settings/users/actions.ts",
  name,
  page,
});

let tocsin: Tocsin;
const visitors: Record<string, Visitor> = {};

async function signedIn(email: string, secret: string): Promise<Visitor> {
  const visitor = new Visitor(tocsin.url);
  expect(await visitor.signIn(email, secret)).toMatchObject({ status: 200, error: null });
  return visitor;
}

async function make(name: string, role: string): Promise<Visitor> {
  const args = ["--email", `${name}@example.com`, "--name", name, "--role", role, "--password-file", "-"];
  await cli(["user", "create", ...args], { dataDir: tocsin.dataDir, stdin: password });
  return signedIn(`${name}@example.com`, password);
}

const idOf = (email: string) =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    String(sqlite.prepare("SELECT id FROM users WHERE email = ?").pluck().get(email)),
  );

const users = () =>
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.prepare("SELECT * FROM users ORDER BY id").all());

const textOf = async (visitor: Visitor | undefined, path: string): Promise<string> =>
  (await (await visitor?.request(path))?.text()) ?? "";

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: ada.email, ADMIN_PASSWORD: ada.password } });
  visitors.admin = await signedIn(ada.email, ada.password);
  visitors.operator = await make("otto", "operator");
  visitors.viewer = await make("vera", "viewer");
});

afterAll(() => tocsin[Symbol.asyncDispose]());

describe("who may change users", () => {
  const buttons = [">Make invite link<", 'aria-label="Actions for', ">Disable<", ">Reset password<"];

  test("an admin has the buttons that others don't have", async () => {
    const pages = [list, `${list}/${idOf("otto@example.com")}`, invitePage];
    const shown = (await Promise.all(pages.map((path) => textOf(visitors.admin, path)))).join();
    for (const button of buttons) expect(shown).toContain(button);
  });

  test.each(["operator", "viewer"])("a %s sees users, who may change them, and no button", async (who) => {
    const visitor = visitors[who];
    const shown = await textOf(visitor, list);
    expect(shown).toContain("Only admins invite and change users.");
    expect(shown).toContain("ada@example.com");
    expect(await textOf(visitor, `${list}/${idOf(ada.email)}`)).toContain("an admin can change them");
    expect(await textOf(visitor, invitePage)).toContain("Only admins invite users: ask one of them.");
    for (const path of [list, `${list}/${idOf(ada.email)}`, invitePage])
      for (const button of buttons) expect(await textOf(visitor, path)).not.toContain(button);
  });

  test.each(["operator", "viewer"])("no action of a %s changes anything", async (who) => {
    const [before, id] = [users(), idOf("otto@example.com")];
    for (const [name, args] of [
      ["inviteUser", [{ name: "Eve", email: "eve@example.com", role: "admin" }]],
      ["changeUser", [id, { name: "Eve" }]],
      ["setUserRole", [id, "admin"]],
      ["makeResetLink", [id]],
      ["endSessions", [id]],
      ["resetSecondFactor", [id]],
      ["allowOidc", [id]],
      ["disableUser", [id]],
      ["enableUser", [id]],
      ["deleteUser", [id]],
    ] as const)
      expect(await visitors[who]?.act(action(name), [...args])).toMatchObject({
        ok: false,
        message: "Your role does not allow this: ask an admin.",
      });
    expect(users()).toEqual(before);
    expect(await visitors.operator?.ledTo(list)).toBeNull();
  });

  test("a user who does not exist is 404", async () => {
    expect((await visitors.admin?.request(`${list}/usr_none`))?.status).toBe(404);
  });
});

test("the last active admin can't demote, disable or delete themselves by the pages", async () => {
  const before = users();
  for (const [name, args] of [
    ["setUserRole", [idOf(ada.email), "viewer"]],
    ["disableUser", [idOf(ada.email)]],
    ["deleteUser", [idOf(ada.email)]],
  ] as const)
    expect(await visitors.admin?.act(action(name), [...args])).toMatchObject({
      ok: false,
      message: expect.stringMatching(/^ada is the last active admin/),
    });
  expect(users()).toEqual(before);
  expect(await textOf(visitors.admin, `${list}/${idOf(ada.email)}`)).toContain("The last active admin can");
});

test("names and emails are stored as typed and shown inert; what could mislead is refused at its field", async () => {
  const name = `<img src=x onerror=alert(1)> "O'Hara" 🔔 ${"ü".repeat(20)}`;
  const made = await visitors.admin?.act(action("inviteUser", invitePage), [
    { name, email: "o'hara+x@example.com", role: "viewer" },
  ]);
  expect(made).toMatchObject({ ok: true });
  expect(inDatabase(tocsin.dataDir, (s) => s.prepare("SELECT name FROM users").pluck().all())).toContain(
    name,
  );
  const shown = await textOf(visitors.admin, list);
  expect(shown).toContain("&lt;img src=x onerror=alert(1)&gt;");
  expect(shown).not.toContain("<img src=x");
  const before = users();
  for (const [change, path] of [
    [{ name: "Bo\u0000b" }, "name"],
    [{ name: "Bob \u202etxt" }, "name"],
    [{ name: " ".repeat(5) }, "name"],
    [{ name: "x".repeat(101) }, "name"],
    [{ email: "ADA@EXAMPLE.COM" }, "email"],
    [{ email: "bob@exa\u0000mple.com" }, "email"],
    [{ role: "root" }, "role"],
  ] as const) {
    const input = { name: "Bob", email: "bob@example.com", role: "viewer", ...change };
    expect(await visitors.admin?.act(action("inviteUser", invitePage), [input])).toMatchObject({
      ok: false,
      issues: [{ path }],
    });
  }
  expect(users()).toEqual(before);
});

test("what an admin does ends the user's sessions at once, and the next request says so", async () => {
  const id = idOf("otto@example.com");
  const otto = () => signedIn("otto@example.com", password);
  for (const [name, args] of [
    ["setUserRole", [id, "viewer"]],
    ["endSessions", [id]],
    ["disableUser", [id]],
  ] as const) {
    const visitor = await otto();
    expect(await visitor.ledTo(list)).toBeNull();
    expect(await visitors.admin?.act(action(name), [...args])).toMatchObject({ ok: true });
    expect(await visitor.ledTo(list)).toMatch(/^\/login/);
    const refused = await visitor.act(action("endSessions"), [id]);
    expect(refused).toMatchObject({ ok: false, signedOut: true });
  }
  expect(await new Visitor(tocsin.url).signIn("otto@example.com", password)).toMatchObject({ status: 401 });
  expect(await visitors.admin?.act(action("enableUser"), [id])).toMatchObject({ ok: true });
  const again = await otto();
  expect(await visitors.admin?.act(action("deleteUser"), [id])).toMatchObject({ ok: true });
  expect(await again.ledTo(list)).toMatch(/^\/login/);
});
