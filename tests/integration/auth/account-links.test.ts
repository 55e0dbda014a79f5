import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, filledForm, Visitor } from "../../support/visitor.ts";

const ada = { email: "ada@example.com", password: "correct horse battery" };
const chosen = "a password that Bob chose";
const bob = { name: "Bob", email: "bob@example.com", role: "operator" };
const home = "/settings/users";

const USER_ACTIONS = "app/(console)/settings/users/actions.ts";
const invite: ActionRef = { file: USER_ACTIONS, name: "inviteUser", page: "/settings/users/new" };
const remove: ActionRef = { file: USER_ACTIONS, name: "deleteUser", page: home };
const reset: ActionRef = { file: USER_ACTIONS, name: "makeResetLink", page: home };

type Link = { kind: string; token: string };

let tocsin: Tocsin;
let admin: Visitor;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: ada.email, ADMIN_PASSWORD: ada.password } });
  admin = new Visitor(tocsin.url);
  await admin.signIn(ada.email, ada.password);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

beforeEach(async () => {
  const id = idOfBob();
  if (id !== undefined) expect(await admin.act(remove, [id])).toMatchObject({ ok: true });
});

const idOfBob = () =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite.prepare("SELECT id FROM users WHERE name = 'Bob'").pluck().get(),
  );

const endLinks = () =>
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.exec(`UPDATE account_links SET expires_at = ${Date.now()}`));

async function invited(): Promise<string> {
  const result = await admin.act<Link>(invite, [bob]);
  if (!result.ok) throw new Error(result.message);
  expect(result.value).toEqual({ kind: "invite", token: expect.stringMatching(/^[\w-]{43}$/) });
  return result.value.token;
}

const textOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await (await visitor.request(path)).text()).replaceAll("<!-- -->", "");

type Sent = { fields?: Record<string, string>; origin?: string | null };

/** Sends a page's form like a browser without a script. Resolves to where it leads, or to the page's text. */
async function sendForm(visitor: Visitor, path: string, { fields = {}, origin = tocsin.url }: Sent = {}) {
  const body = filledForm(await textOf(visitor, path), fields);
  const headers: HeadersInit = origin === null ? {} : { origin };
  const answer = await visitor.request(path, { method: "POST", body, headers });
  return { status: answer.status, led: answer.headers.get("location"), text: await answer.text() };
}

describe("an invite, without a script", () => {
  test("lets its holder choose a password, and signs them in with the cookies of session and device", async () => {
    const path = `/invite?token=${await invited()}`;
    const visitor = new Visitor(tocsin.url);
    const html = await textOf(visitor, path);
    expect(html).toContain("Welcome to Tocsin");
    expect(html).toContain("bob@example.com");
    expect(html).toMatch(/<meta name="referrer" content="no-referrer"\/>/);
    const { led } = await sendForm(visitor, path, { fields: { password: chosen } });
    expect(new URL(led ?? "", tocsin.url).pathname).toBe("/");
    expect([...visitor.cookies.keys()].sort()).toEqual(["tocsin-device", "tocsin-session"]);
    expect(await visitor.ledTo(home)).toBeNull();
    expect(await new Visitor(tocsin.url).signIn(bob.email, chosen)).toMatchObject({ status: 200 });
  });

  test("is not used up by looking at it, nor by a refused password, which is not echoed", async () => {
    const path = `/invite?token=${await invited()}`;
    const visitor = new Visitor(tocsin.url);
    await textOf(visitor, path);
    const { text } = await sendForm(visitor, path, { fields: { password: "too-short" } });
    expect(text).toContain("A password needs at least 12 characters.");
    expect(text).not.toContain("too-short");
    expect(visitor.cookies.size).toBe(0);
    expect((await sendForm(visitor, path, { fields: { password: chosen } })).led).not.toBeNull();
  });

  test("says so once it was used", async () => {
    const path = `/invite?token=${await invited()}`;
    await sendForm(new Visitor(tocsin.url), path, { fields: { password: chosen } });
    expect(await textOf(new Visitor(tocsin.url), path)).toContain("This link was used already");
  });

  test("says so after 7 days", async () => {
    const path = `/invite?token=${await invited()}`;
    endLinks();
    expect(await textOf(new Visitor(tocsin.url), path)).toContain("This link worked for 7 days");
  });

  test.each(["", "?token=", "?token=wrong", "?token=a&token=b"])("%j is no link", async (query) => {
    expect(await textOf(new Visitor(tocsin.url), `/invite${query}`)).toContain("This link is not valid");
  });

  test.each([
    ["another site", "https://evil.example"],
    ["nowhere", null],
  ])("from %s sets no password", async (_, origin) => {
    const path = `/invite?token=${await invited()}`;
    const visitor = new Visitor(tocsin.url);
    await sendForm(visitor, path, { fields: { password: chosen }, origin });
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
    expect(await new Visitor(tocsin.url).signIn(bob.email, chosen)).toMatchObject({ status: 401 });
  });

  test.each([
    [10_000, 200, "A password may have at most 256 characters."],
    [1_000_000, 413, "The body has more than 65,536 bytes"],
  ])(
    "with a password of %d characters is refused in words, and works afterwards",
    async (length, code, words) => {
      const path = `/invite?token=${await invited()}`;
      const visitor = new Visitor(tocsin.url);
      const { status, text } = await sendForm(visitor, path, { fields: { password: "a".repeat(length) } });
      expect(status).toBe(code);
      expect(text).toContain(words);
      expect(visitor.cookies.size).toBe(0);
      expect((await sendForm(visitor, path, { fields: { password: chosen } })).led).not.toBeNull();
    },
  );
});

test("a user with a second factor is led to sign-in after a reset, and is told that the password is set", async () => {
  const visitor = new Visitor(tocsin.url);
  await sendForm(visitor, `/invite?token=${await invited()}`, { fields: { password: chosen } });
  inDatabase(tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare(
        "INSERT INTO second_factors (user_id, secret, created_at, confirmed_at) VALUES (?, x'00', 0, 0)",
      )
      .run(idOfBob()),
  );
  const result = await admin.act<Link>(reset, [idOfBob()]);
  if (!result.ok) throw new Error(result.message);
  expect(result.value.kind).toBe("reset-password");
  const other = new Visitor(tocsin.url);
  const path = `/invite?token=${result.value.token}`;
  expect(await textOf(other, path)).toContain("Choose a new password");
  const { led } = await sendForm(other, path, { fields: { password: "another long password" } });
  expect(other.cookies.size).toBe(0);
  expect(led).toMatch(/\/login\?password=set$/);
  expect(await textOf(other, "/login?password=set")).toContain("Your password is set: sign in with it.");
  expect(await visitor.ledTo(home)).toMatch(/^\/login/);
});

describe("a sign-in link of the command line", () => {
  async function link(): Promise<string> {
    const { stdout } = await cli(["user", "sign-in-link", ada.email], { dataDir: tocsin.dataDir });
    return stdout.trim().replace(/^http:\/\/localhost:\d+/, "");
  }

  test("signs in once, by its button only", async () => {
    const path = await link();
    const visitor = new Visitor(tocsin.url);
    expect(await textOf(visitor, path)).toContain("You sign in as");
    expect(await textOf(visitor, path)).toContain(ada.email);
    const { led } = await sendForm(visitor, path);
    expect(new URL(led ?? "", tocsin.url).pathname).toBe("/");
    expect(await visitor.ledTo(home)).toBeNull();
    expect(await textOf(new Visitor(tocsin.url), path)).toContain("This link was used already");
  });

  test("is over after 10 minutes, and another site can't press its button", async () => {
    const path = await link();
    const visitor = new Visitor(tocsin.url);
    await sendForm(visitor, path, { origin: "https://evil.example" });
    expect(visitor.cookies.size).toBe(0);
    endLinks();
    expect(await textOf(visitor, path)).toContain("This link worked for 10 minutes");
  });
});

test("no token and no password stands in the log, the audit log or the database", async () => {
  const token = await invited();
  await sendForm(new Visitor(tocsin.url), `/invite?token=${token}`, { fields: { password: chosen } });
  const stored = inDatabase(tocsin.dataDir, (sqlite) => [
    sqlite.prepare("SELECT * FROM audit").all(),
    sqlite.prepare("SELECT * FROM account_links").all(),
    sqlite.prepare("SELECT * FROM users").all(),
  ]);
  for (const secret of [token, chosen]) {
    expect(tocsin.output()).not.toContain(secret);
    expect(JSON.stringify(stored)).not.toContain(secret);
  }
});
