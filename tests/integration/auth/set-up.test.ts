import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const setUp: ActionRef = { file: "app/setup/actions.ts", name: "setUp", page: "/setup" };
const ada = { name: "Ada", email: "ada@example.com", password: "correct horse battery" };
const eve = { name: "Eve", email: "eve@example.com", password: "another long password" };

const usersOf = ({ dataDir }: Tocsin): unknown[] =>
  inDatabase(dataDir, (sqlite) => sqlite.prepare("SELECT email, name, role FROM users").all());

async function tokenOf(tocsin: Tocsin): Promise<string> {
  return new URL(await tocsin.setupUrl()).searchParams.get("token") ?? "";
}

describe("while there is no user", () => {
  let tocsin: Tocsin;
  let token: string;
  let visitor: Visitor;

  beforeAll(async () => {
    tocsin = await startTocsin();
    token = await tokenOf(tocsin);
    visitor = new Visitor(tocsin.url);
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  test("sign-in and set-up without the link say what to do", async () => {
    expect(await (await visitor.request("/login")).text()).toContain("Not set up yet");
    expect(await (await visitor.request("/setup")).text()).toContain("The link is not complete");
  });

  test("the link leads to a page that tells no other site its address", async () => {
    const page = await (await visitor.request(`/setup?token=${token}`)).text();
    expect(page).toContain("Set up Tocsin");
    expect(page).toMatch(/<meta name="referrer" content="no-referrer"\/>/);
  });

  test.each([
    ["a wrong token", { token: "wrong" }, /no longer valid/],
    ["no token", { token: "" }, /no longer valid/],
  ])("%s makes nobody, and is told why", async (_, change, message) => {
    const result = await visitor.act(setUp, [{ ...ada, ...change }]);
    expect(result).toMatchObject({ ok: false, message: expect.stringMatching(message) });
    expect(usersOf(tocsin)).toEqual([]);
  });

  test.each([
    ["a short password", { password: "short" }, "password"],
    ["no email", { email: "" }, "email"],
    ["a role of one's own choice", { role: "admin" }, "role"],
  ])("%s is told at its field, and the link still works", async (_, change, path) => {
    const result = await visitor.act(setUp, [{ ...ada, token, ...change }]);
    expect(result).toMatchObject({ ok: false, issues: [{ path }] });
    expect(usersOf(tocsin)).toEqual([]);
  });

  test.each([
    ["another site", "https://evil.example"],
    ["nowhere", null],
    ["another port", "http://127.0.0.1:1"],
  ])("from %s it is refused", async (_, origin) => {
    const answer = await visitor.callAction(setUp, [{ ...ada, token }], origin);
    await answer.text();
    expect(usersOf(tocsin)).toEqual([]);
  });

  test.each(["$K1", "$@1", "$R1", "$i1"])(
    "what is no plain value but a form, a promise or a stream (%s) makes nobody, and stops nothing for others",
    async (sent) => {
      await (await visitor.callAction(setUp, [sent])).text();
      expect((await visitor.request("/healthz")).status).toBe(200);
      expect(usersOf(tocsin)).toEqual([]);
    },
  );

  test("of two at the same time, one makes the first admin", async () => {
    const results = await Promise.all([
      visitor.act(setUp, [{ ...ada, token }]),
      visitor.act(setUp, [{ ...eve, token }]),
      visitor.act(setUp, [{ ...eve, email: "third@example.com", token }]),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(usersOf(tocsin)).toMatchObject([{ role: "admin" }]);
  });

  test("and then never again", async () => {
    const result = await visitor.act(setUp, [{ ...eve, email: "late@example.com", token }]);
    expect(result).toMatchObject({ ok: false });
    expect(usersOf(tocsin)).toHaveLength(1);
    expect(await (await visitor.request(`/setup?token=${token}`)).text()).toContain("Already set up");
  });

  test("the link was printed once; its token and the passwords are nowhere else", () => {
    expect(tocsin.output().split(token)).toHaveLength(2);
    const written = readdirSync(tocsin.dataDir).map((name) =>
      readFileSync(join(tocsin.dataDir, name), "latin1"),
    );
    for (const secret of [token, ada.password, eve.password]) {
      expect(written.some((text) => text.includes(secret))).toBe(false);
      if (secret !== token) expect(tocsin.output()).not.toContain(secret);
    }
  });
});

describe("ADMIN_EMAIL and ADMIN_PASSWORD", () => {
  test("make the first admin, who signs in; no link is printed", async () => {
    const env = { ADMIN_EMAIL: ada.email, ADMIN_PASSWORD: ada.password };
    using folder = temporaryFolder();
    const tocsin = await startTocsin({ dataDir: folder.path, env });
    expect(usersOf(tocsin)).toEqual([{ email: ada.email, name: "ada", role: "admin" }]);
    expect(await new Visitor(tocsin.url).signIn(ada.email, ada.password)).toMatchObject({
      status: 200,
      error: null,
    });
    expect(tocsin.output()).not.toMatch(/setup\?token=/);
    expect(tocsin.output()).not.toContain(ada.password);
    await tocsin.stop();

    // Used only while there is no user.
    const later = { ADMIN_EMAIL: eve.email, ADMIN_PASSWORD: eve.password };
    await using again = await startTocsin({ dataDir: folder.path, env: later });
    expect(usersOf(again)).toHaveLength(1);
    expect(await new Visitor(again.url).signIn(eve.email, eve.password)).toMatchObject({ status: 401 });
  });
});
