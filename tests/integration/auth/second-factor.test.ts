import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inDatabase } from "../../support/database.ts";
import { addUser } from "../../support/people.ts";
import { setUpSecondFactor } from "../../support/second-factor.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { codeAfter, wrongCode } from "../../support/totp.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const ADMIN = { email: "ada@example.com", password: "correct horse battery" };
const CODE_PAGE = "/login/code?next=%2Frules";

const save: ActionRef = {
  file: "app/(console)/profile/actions.ts",
  name: "saveProfile",
  page: "/second-factor",
};

let tocsin: Tocsin;

const start = (env: Record<string, string> = {}) =>
  startTocsin({ env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, ...env } });

beforeAll(async () => {
  tocsin = await start();
});

afterAll(() => tocsin[Symbol.asyncDispose]());

async function signedIn(email: string): Promise<Visitor> {
  await addUser(tocsin.dataDir, { email, password: ADMIN.password });
  const visitor = new Visitor(tocsin.url);
  expect(await visitor.signIn(email, ADMIN.password)).toMatchObject({ status: 200 });
  return visitor;
}

async function withSecondFactor(email: string) {
  return setUpSecondFactor(await signedIn(email));
}

async function afterPassword(email: string, password = ADMIN.password): Promise<Visitor> {
  const visitor = new Visitor(tocsin.url);
  expect(await visitor.signIn(email, password)).toMatchObject({ status: 200 });
  return visitor;
}

const sendCode = (visitor: Visitor, code: string) => visitor.sendForm(CODE_PAGE, { code, next: "/rules" });

const sessionsOf = (email: string): number =>
  inDatabase(tocsin.dataDir, (sqlite) =>
    Number(
      sqlite
        .prepare("SELECT count(*) FROM sessions JOIN users ON users.id = user_id WHERE email = ?")
        .pluck()
        .get(email),
    ),
  );

describe("after the right password", () => {
  const email = "first@example.com";
  let secret: string;

  beforeAll(async () => {
    ({ secret } = await withSecondFactor(email));
  });

  test("there is no session, only the cookie of the second step, and no page opens", async () => {
    const before = sessionsOf(email);
    const visitor = new Visitor(tocsin.url);
    const { setCookie } = await visitor.signIn(email, ADMIN.password);
    expect([...visitor.cookies.keys()].filter((name) => name.startsWith("tocsin-"))).toEqual([
      "tocsin-second-step",
    ]);
    expect(setCookie.join()).toMatch(/tocsin-second-step=[^;]+;.*HttpOnly/i);
    expect(sessionsOf(email)).toBe(before);
    expect(await visitor.ledTo("/rules")).toBe("/login?next=%2Frules");
    expect((await visitor.request("/api/stream")).status).toBe(401);
    expect((await visitor.request("/api/search?q=a")).status).toBe(401);
    expect((await visitor.request("/api/export/alerts?format=csv")).status).toBe(401);
  });

  test("a right code opens the requested page, once; the second step is over", async () => {
    const visitor = await afterPassword(email);
    const copy = visitor.copy();
    expect(await (await visitor.request(CODE_PAGE)).text()).toContain(email);
    const code = codeAfter(secret, 0);
    expect(await sendCode(visitor, code)).toBe("/rules");
    expect(visitor.cookies.has("tocsin-second-step")).toBe(false);
    expect(visitor.cookies.has("tocsin-device")).toBe(true);
    expect(await visitor.ledTo("/rules")).toBeNull();
    expect(await copy.ledTo(CODE_PAGE)).toBe("/login?next=%2Frules&refused=over");
    expect(await sendCode(await afterPassword(email), code)).toContain("refused=unauthenticated");
  });

  test("a wrong code leads back to the form, which says so", async () => {
    const visitor = await afterPassword(email);
    const led = await sendCode(visitor, wrongCode(secret));
    expect(led).toBe("/login/code?next=%2Frules&refused=unauthenticated");
    expect(await (await visitor.request(led)).text()).toContain("This code is wrong or was used already");
    expect(await visitor.ledTo("/rules")).toBe("/login?next=%2Frules");
  });

  test.each([
    ["", undefined, "This is no code"],
    ["1".repeat(200), undefined, "This is no code"],
    ["123456", null, "This did not come from the sign-in page"],
  ])("the code %j from the origin %j leads back to the form, which says why", async (code, origin, words) => {
    const visitor = await afterPassword(email);
    const led = await visitor.sendForm(CODE_PAGE, { code, next: "/rules" }, origin);
    expect(led).toMatch(/^\/login\/code\?next=%2Frules&refused=/);
    expect(await (await visitor.request(led)).text()).toContain(words);
  });
});

test("the code's page without the password leads to sign-in", async () => {
  const stranger = new Visitor(tocsin.url);
  expect(await stranger.ledTo(CODE_PAGE)).toBe("/login?next=%2Frules&refused=over");
  stranger.cookies.set("tocsin-second-step", "forged.token");
  expect(await stranger.ledTo(CODE_PAGE)).toBe("/login?next=%2Frules&refused=over");
});

test("without a script, the sign-in form leads to the code's page", async () => {
  const email = "plain@example.com";
  const { secret } = await withSecondFactor(email);
  const visitor = new Visitor(tocsin.url);
  const led = await visitor.sendForm("/login", { email, password: ADMIN.password, next: "/rules" });
  expect(led).toBe("/login/code?next=%2Frules");
  expect(await sendCode(visitor, codeAfter(secret, 0))).toBe("/rules");
  expect(await visitor.ledTo("/rules")).toBeNull();
});

test("a recovery code signs in once, and the profile shows how many are left", async () => {
  const email = "recovery@example.com";
  const { recoveryCodes } = await withSecondFactor(email);
  const [code = ""] = recoveryCodes;
  const visitor = await afterPassword(email);
  expect(await sendCode(visitor, code.toUpperCase())).toBe("/rules");
  expect(await (await visitor.request("/profile/security")).text()).toContain(
    "9 of 10 recovery codes are left",
  );
  expect(await sendCode(await afterPassword(email), code)).toContain("refused=unauthenticated");
});

test("five wrong codes are too many for the account, in any browser, until the password changes", async () => {
  const email = "limited@example.com";
  const visitor = await signedIn(email);
  const { secret } = await setUpSecondFactor(visitor);
  for (let times = 0; times < 5; times++)
    expect(await sendCode(await afterPassword(email), wrongCode(secret))).toContain(
      "refused=unauthenticated",
    );
  expect(await sendCode(await afterPassword(email), codeAfter(secret, 0))).toContain("refused=rate_limited");
  const next = "another horse battery";
  const change: ActionRef = { ...save, name: "changePassword", page: "/profile/security/password" };
  expect(await visitor.act(change, [{ present: ADMIN.password, password: next }])).toMatchObject({
    ok: true,
  });
  expect(await sendCode(await afterPassword(email, next), codeAfter(secret, 0))).toBe("/rules");
});

describe("with REQUIRE_SECOND_FACTOR=on", () => {
  const page = "/second-factor?next=%2Frules";
  let strict: Tocsin;
  let visitor: Visitor;

  beforeAll(async () => {
    strict = await start({ REQUIRE_SECOND_FACTOR: "on" });
    visitor = new Visitor(strict.url);
    await visitor.signIn(ADMIN.email, ADMIN.password);
  });

  afterAll(() => strict[Symbol.asyncDispose]());

  test("a user without one gets nothing but its set-up", async () => {
    for (const path of ["/", "/rules", "/profile", "/profile/security", "/settings"])
      expect(await visitor.ledTo(path)).toMatch(/^\/second-factor(\?next=|$)/);
    expect(await visitor.ledTo("/login")).toBe("/second-factor");
    for (const path of ["/api/stream", "/api/search?q=a", "/api/export/alerts?format=csv"])
      expect((await visitor.request(path)).status, path).toBe(401);
    expect(await visitor.act(save, [{ name: "Eve", timeZone: null }])).toMatchObject({ ok: false });
    expect(await visitor.ledTo(page)).toBeNull();
  });

  test("a stranger does not get its set-up", async () => {
    const stranger = new Visitor(strict.url);
    expect(await stranger.ledTo(page)).toMatch(/^\/login\?next=/);
    const begin: ActionRef = { file: "app/second-factor/actions.ts", name: "beginSecondFactor", page };
    expect(await stranger.act(begin, [])).toMatchObject({ ok: false, signedOut: true });
  });

  test("its user may sign out", async () => {
    const other = new Visitor(strict.url);
    await other.signIn(ADMIN.email, ADMIN.password);
    const signOut: ActionRef = { file: "app/(console)/actions.ts", name: "signOut", page };
    await (await other.callAction(signOut, [])).text();
    expect(await other.ledTo(page)).toMatch(/^\/login\?next=/);
    expect(await other.ledTo("/rules")).toBe("/login?next=%2Frules");
  });

  test("once it is set up, every page opens", async () => {
    await setUpSecondFactor(visitor, page);
    expect(await visitor.ledTo("/rules")).toBeNull();
    expect(await visitor.ledTo(page)).toBe("/rules");
  });
});
