import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tocsin as cli } from "../../support/cli.ts";
import { inDatabase } from "../../support/database.ts";
import { freePort } from "../../support/free-port.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";
const home = "/settings/notification-channels/webhooks";
const signOut: ActionRef = { file: "app/(console)/actions.ts", name: "signOut", page: home };

let tocsin: Tocsin;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
});

afterAll(() => tocsin[Symbol.asyncDispose]());

async function signedIn(): Promise<Visitor> {
  const visitor = new Visitor(tocsin.url);
  expect(await visitor.signIn(email, password)).toMatchObject({ status: 200, error: null });
  return visitor;
}

const sessionsInDatabase = (): number =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    Number(sqlite.prepare("SELECT count(*) FROM sessions").pluck().get()),
  );

describe("signing in", () => {
  test("opens the console, with a cookie that no script and no other site gets", async () => {
    const visitor = new Visitor(tocsin.url);
    const { setCookie } = await visitor.signIn(` ${email.toUpperCase()} `, password);
    const session = setCookie.find((cookie) => cookie.startsWith("tocsin-session="));
    expect(session).toMatch(/; HttpOnly/i);
    expect(session).toMatch(/; SameSite=Lax/i);
    expect(session).toMatch(/; Path=\//i);
    expect(await visitor.ledTo(home)).toBeNull();
    expect(await (await visitor.request(home)).text()).toContain(email);
  });

  test.each([
    ["a wrong password", email, "wrong horse battery"],
    ["an unknown email", "eve@example.com", password],
    ["another case of the password", email, password.toUpperCase()],
  ])("with %s fails, with the same words", async (_, who, secret) => {
    const visitor = new Visitor(tocsin.url);
    expect(await visitor.signIn(who, secret)).toMatchObject({
      status: 401,
      error: "The email or the password is wrong: try again.",
    });
    expect(await visitor.ledTo(home)).toMatch(/^\/login/);
  });

  test("without next-auth's token fails: no other site can sign anybody in", async () => {
    const before = sessionsInDatabase();
    const visitor = new Visitor(tocsin.url);
    const body = new URLSearchParams({ csrfToken: "forged", email, password, json: "true" });
    await visitor.request("/api/auth/callback/credentials", { method: "POST", body });
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
    expect(sessionsInDatabase()).toBe(before);
  });

  test("a forged cookie is nobody", async () => {
    const visitor = await signedIn();
    const cookie = visitor.cookies.get("tocsin-session") ?? "";
    for (const forged of ["", "x", `${cookie.slice(0, -2)}xx`, cookie.split(".").reverse().join(".")]) {
      visitor.cookies.set("tocsin-session", forged);
      expect(await visitor.ledTo(home)).toMatch(/^\/login/);
    }
  });

  test("rightly is never too often", async () => {
    for (let times = 0; times < 12; times++) await signedIn();
  });
});

describe("signing out", () => {
  test("ends the session, for a copy of its cookie too", async () => {
    const visitor = await signedIn();
    const thief = visitor.copy();
    expect(await thief.ledTo(home)).toBeNull();
    const answer = await visitor.callAction(signOut, []);
    await answer.text();
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
    expect(await thief.ledTo(home)).toMatch(/^\/login/);
    // Next asked the server itself for the page that signing out leads to: that is no proxy.
    expect(tocsin.logs().filter(({ msg }) => msg?.includes("TRUSTED_PROXIES"))).toEqual([]);
  });

  test("leaves other browsers of the same person signed in", async () => {
    const [one, other] = [await signedIn(), await signedIn()];
    await (await one.callAction(signOut, [])).text();
    expect(await other.ledTo(home)).toBeNull();
  });

  test.each([
    ["another site", "https://evil.example"],
    ["nowhere", null],
  ])("at the word of %s is refused", async (_, origin) => {
    const visitor = await signedIn();
    const copy = visitor.copy();
    await (await copy.callAction(signOut, [], origin)).text();
    expect(await visitor.ledTo(home)).toBeNull();
  });
});

test("a session that has expired is over", async () => {
  const visitor = await signedIn();
  inDatabase(tocsin.dataDir, (sqlite) => sqlite.exec(`UPDATE sessions SET expires_at = ${Date.now() - 1}`));
  expect(await visitor.ledTo(home)).toMatch(/^\/login/);
});

test("a password that is reset on the command line ends every session of that person", async () => {
  const visitor = await signedIn();
  const reset = await cli(["user", "reset-password", email, "--password-file", "-"], {
    dataDir: tocsin.dataDir,
    stdin: "a new long password\n",
  });
  expect(reset.code).toBe(0);
  expect(await visitor.ledTo(home)).toMatch(/^\/login/);
  expect(await visitor.signIn(email, password)).toMatchObject({ status: 401 });
  expect(await visitor.signIn(email, "a new long password")).toMatchObject({ status: 200, error: null });
  expect(await visitor.ledTo(home)).toBeNull();
});

test("behind https the cookie insists on it", async () => {
  const port = await freePort();
  const env = {
    ADMIN_EMAIL: email,
    ADMIN_PASSWORD: password,
    BASE_URL: "https://tocsin.example.com",
    PORT: String(port),
  };
  await using server = await startTocsin({ env });
  expect(server.url).toBe("https://tocsin.example.com");
  const visitor = new Visitor(`http://127.0.0.1:${port}`);
  const { setCookie } = await visitor.signIn(email, password);
  expect(setCookie.find((cookie) => cookie.startsWith("__Host-tocsin-session="))).toMatch(/; Secure/i);
  expect((await visitor.request(home)).status).toBe(200);
});
