import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Secret } from "#lib/domain/secret.ts";
import { readKeyRing, seal } from "#lib/seal.ts";
import { type CliResult, tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { type Folder, temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const MADE_PASSWORD = /^[A-Za-z0-9_-]{20}\n$/;

let folder: Folder;
let tocsin: Tocsin;
let madePassword: string;

const run = (args: string[], stdin?: string): Promise<CliResult> =>
  cli(["user", ...args], { dataDir: folder.path, ...(stdin !== undefined && { stdin }) });

const signIn = (email: string, password: string) => new Visitor(tocsin.url).signIn(email, password);

beforeAll(async () => {
  folder = temporaryFolder();
  const made = await run(["create", "--email", "ada@example.com", "--name", "Ada", "--init"]);
  expect(made).toEqual({ code: 0, stdout: expect.stringMatching(MADE_PASSWORD), stderr: "" });
  madePassword = made.stdout.trim();
  tocsin = await startTocsin({ dataDir: folder.path });
});

afterAll(async () => {
  await tocsin[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

test("one made on an empty folder signs in with the password that was printed; no set-up link is needed", async () => {
  expect(await signIn("ada@example.com", madePassword)).toMatchObject({ status: 200, error: null });
  expect(tocsin.output()).not.toMatch(/setup\?token=/);
});

describe("while the app runs", () => {
  test("create, with the password from standard input", async () => {
    const args = [
      "create",
      "--email",
      "bob@example.com",
      "--name",
      "Bob",
      "--role",
      "viewer",
      "--password-file",
      "-",
    ];
    expect(await run(args, "a long enough one\n")).toEqual({
      code: 0,
      stdout: "Made bob@example.com.\n",
      stderr: "",
    });
    expect(await signIn("bob@example.com", "a long enough one")).toMatchObject({ status: 200, error: null });
  });

  test("create, with the password from a file", async () => {
    const file = join(folder.path, "password");
    writeFileSync(file, "another long one\r\n");
    const args = ["create", "--email", "eve@example.com", "--name", "Eve", "--password-file", file];
    expect(await run(args)).toMatchObject({ code: 0 });
    expect(await signIn("eve@example.com", "another long one")).toMatchObject({ status: 200, error: null });
  });

  test("list", async () => {
    const { code, stdout } = await run(["list"]);
    expect(code).toBe(0);
    const [head, ...rows] = stdout.trimEnd().split("\n");
    expect(head).toMatch(/^ID +EMAIL +NAME +ROLE +STATE +SECOND FACTOR +LAST SIGN-IN +CREATED$/);
    expect(rows[0]).toMatch(
      /^usr_[0-9a-f-]{36} +ada@example\.com +Ada +admin +active +no +20[-\d]{8}T[:\d]{8}Z +20[-\d]{8}T[:\d]{8}Z$/,
    );
    expect(rows[1]).toMatch(/ bob@example\.com +Bob +viewer +/);
    expect(stdout).not.toMatch(/argon2/);
  });

  test("list --json", async () => {
    const { code, stdout } = await run(["list", "--json"]);
    expect(code).toBe(0);
    const listed = JSON.parse(stdout);
    expect(listed[0]).toEqual({
      id: expect.stringMatching(/^usr_/),
      email: "ada@example.com",
      name: "Ada",
      role: "admin",
      state: "active",
      second_factor: false,
      last_sign_in_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
    expect(listed.map(({ email }: { email: string }) => email)).toContain("bob@example.com");
  });

  test("reset-password, of whatever case the email is typed in", async () => {
    const reset = await run(["reset-password", "ADA@example.com"]);
    expect(reset).toEqual({ code: 0, stdout: expect.stringMatching(MADE_PASSWORD), stderr: "" });
    expect(await signIn("ada@example.com", madePassword)).toMatchObject({ status: 401 });
    expect(await signIn("ada@example.com", reset.stdout.trim())).toMatchObject({ status: 200, error: null });
  });
});

describe("of a user who is signed in", () => {
  const home = "/settings/users";
  const secret = "a password for Olga";
  const olga = ["--email", "olga@example.com", "--name", "Olga", "--role", "operator"];

  beforeAll(async () => {
    await run(["create", ...olga, "--password-file", "-"], `${secret}\n`);
  });

  async function visitor(): Promise<Visitor> {
    const one = new Visitor(tocsin.url);
    expect(await one.signIn("olga@example.com", secret)).toMatchObject({ status: 200, error: null });
    expect(await one.ledTo(home)).toBeNull();
    return one;
  }

  const roleOfOlga = (): unknown =>
    inDatabase(folder.path, (sqlite) =>
      sqlite.prepare("SELECT role FROM users WHERE name = 'Olga'").pluck().get(),
    );

  test("set-role signs them out, whatever case the email is typed in", async () => {
    const one = await visitor();
    const said = { code: 0, stdout: "olga@example.com is viewer.\n", stderr: "" };
    expect(await run(["set-role", "OLGA@example.com", "viewer"])).toEqual(said);
    expect(await one.ledTo(home)).toMatch(/^\/login/);
    expect(roleOfOlga()).toBe("viewer");
  });

  test("disable keeps them out, enable lets them in again", async () => {
    const one = await visitor();
    expect(await run(["disable", "olga@example.com"])).toMatchObject({
      code: 0,
      stdout: "olga@example.com is disabled.\n",
    });
    expect(await one.ledTo(home)).toMatch(/^\/login/);
    expect(await signIn("olga@example.com", secret)).toMatchObject({
      status: 401,
      error: "The email or the password is wrong: try again.",
    });
    expect(await run(["enable", "olga@example.com"])).toMatchObject({
      code: 0,
      stdout: "olga@example.com is enabled.\n",
    });
    expect(await one.ledTo(home)).toMatch(/^\/login/);
    await visitor();
  });

  test("reset-second-factor removes it, or says that there is none", async () => {
    const reset = () => run(["reset-second-factor", "olga@example.com"]);
    expect((await reset()).stdout).toBe("There is no second factor of olga@example.com.\n");
    const ring = readKeyRing(join(folder.path, "secret.key"));
    inDatabase(folder.path, (sqlite) => {
      const row = String(sqlite.prepare("SELECT id FROM users WHERE name = 'Olga'").pluck().get());
      const sealed = seal(ring, new Secret("JBSWY3DP"), { table: "second_factors", row, field: "secret" });
      sqlite
        .prepare("INSERT INTO second_factors (user_id, secret, created_at, confirmed_at) VALUES (?, ?, 0, 0)")
        .run(row, sealed);
    });
    expect((await reset()).stdout).toBe("Removed the second factor of olga@example.com.\n");
  });

  test("sign-in-link prints a link, at BASE_URL if there is one, and nothing else", async () => {
    const at = (env: Record<string, string>) =>
      cli(["user", "sign-in-link", "olga@example.com"], { dataDir: folder.path, env });
    expect(await at({ PORT: "3456" })).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^http:\/\/localhost:3456\/sign-in-link\?token=[\w-]{43}\n$/),
      stderr: "",
    });
    const { stdout } = await at({ BASE_URL: "https://tocsin.example.com" });
    expect(stdout).toMatch(/^https:\/\/tocsin\.example\.com\/sign-in-link\?token=[\w-]{43}\n$/);
  });
});

describe("what is wrong is told on stderr, with exit code 1", () => {
  const create = ["create", "--email", "new@example.com", "--name", "New"];

  test.each<[string[], string | undefined, RegExp]>([
    [["create", "--email", "ADA@EXAMPLE.COM", "--name", "Ada"], undefined, /^email: There is already a user/],
    [["create", "--email", "new@example.com"], undefined, /--name/],
    [[...create, "--role", "root"], undefined, /^role: A role is one of admin, operator, viewer\.$/m],
    [
      [...create, "--password-file", "-"],
      "short\n",
      /^password: A password needs at least 12 characters\.$/m,
    ],
    [
      [...create, "--password-file", "/does/not/exist"],
      undefined,
      /^The password file "\/does\/not\/exist" can't be read\.$/m,
    ],
    [["set-role", "bob@example.com", "root"], undefined, /^role: A role is one of/],
    [
      ["disable", "nobody@example.com"],
      undefined,
      /^There is no user with the email nobody@example\.com\.$/m,
    ],
    [["enable"], undefined, /missing required argument 'email'/],
    [["sign-in-link", "nobody@example.com"], undefined, /^There is no user with the email/],
    [
      ["reset-password", "nobody@example.com"],
      undefined,
      /^There is no user with the email nobody@example\.com\.$/m,
    ],
  ])("%j", async (args, stdin, message) => {
    const users = () => inDatabase(folder.path, (sqlite) => sqlite.prepare("SELECT * FROM users").all());
    const before = users();
    expect(await run(args, stdin)).toEqual({ code: 1, stdout: "", stderr: expect.stringMatching(message) });
    expect(users()).toEqual(before);
  });
});

test("passwords are stored as argon2id and stand in no log and no audit row", () => {
  const [users, audit] = inDatabase(folder.path, (sqlite) => [
    sqlite.prepare("SELECT password_hash FROM users").pluck().all() as string[],
    JSON.stringify(sqlite.prepare("SELECT * FROM audit").all()),
  ]);
  for (const hash of users) expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  for (const password of [madePassword, "a long enough one"]) {
    expect(audit).not.toContain(password);
    expect(tocsin.output()).not.toContain(password);
  }
});
