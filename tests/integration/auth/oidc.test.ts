import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { inDatabase } from "../../support/database.ts";
import {
  ADMIN,
  begin,
  type OidcWorld,
  OLGA,
  oidcWorld,
  signInBy,
  visitorOf,
} from "../../support/oidc-world.ts";
import type { ActionRef, Visitor } from "../../support/visitor.ts";

let world: OidcWorld;

beforeAll(async () => {
  world = await oidcWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

afterEach(() => {
  world.provider.forge = null;
  world.provider.forgesWithStrangeKey = false;
  world.provider.people.set("olga", OLGA);
});

const signOut: ActionRef = { file: "app/(console)/actions.ts", name: "signOut", page: "/rules" };
const beginToLink: ActionRef = {
  file: "app/(console)/profile/single-sign-on-actions.ts",
  name: "beginToLink",
  page: "/profile/security",
};

const query = <T>(sql: string): T[] =>
  inDatabase(world.tocsin.dataDir, (sqlite) => sqlite.prepare(sql).all() as T[]);
const change = (sql: string) => inDatabase(world.tocsin.dataDir, (sqlite) => sqlite.exec(sql));

const person = (login: string, claims: object) => {
  world.provider.people.set(login, { ...OLGA, email: `${login}@example.com`, ...claims });
  return login;
};

/** Signs in through the provider. Resolves with the visitor and where it was led. */
async function signIn(login = "olga", visitor = visitorOf(world)): Promise<[Visitor, string | null]> {
  return [visitor, await signInBy(world.provider, visitor, { login })];
}

/** The sentence on the sign-in page that a refusal leads to. */
async function refusalAt(visitor: Visitor, path: string | null): Promise<string> {
  const html = await (await visitor.request(path ?? "")).text();
  return /role="alert".*?<\/span>(?:<!-- -->)?([^<]+)/s.exec(html)?.[1] ?? html;
}

describe("signing in by OpenID Connect", () => {
  test("opens the requested page, as the user and with the role that the provider names", async () => {
    const visitor = visitorOf(world);
    expect(await signInBy(world.provider, visitor, { next: "/deliveries?state=failed" })).toBe(
      "/deliveries?state=failed",
    );
    const html = await (await visitor.request("/rules")).text();
    expect(html).toContain("Olga Petrova");
    expect([...visitor.cookies.keys()]).toEqual(["tocsin-session"]);
    expect(query("SELECT name, role, password_hash AS hash FROM users WHERE email LIKE 'olga%'")).toEqual([
      { name: "Olga Petrova", role: "viewer", hash: null },
    ]);
  });

  test("asks with PKCE, state and nonce, and for the claim's scope", async () => {
    const asked = new URL(await begin(visitorOf(world))).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: "code",
      client_id: "tocsin",
      redirect_uri: `${world.tocsin.url}/api/auth/callback/oidc`,
      scope: "openid email profile groups",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  test("keeps what it needs in a cookie that no script and no other site reads", async () => {
    const answer = await visitorOf(world).request("/api/auth/oidc");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    const [cookie = ""] = answer.headers.getSetCookie();
    for (const part of [/^tocsin-oidc=/, /; Path=\//, /; HttpOnly/i, /; SameSite=Lax/i, /; Max-Age=600/])
      expect(cookie).toMatch(part);
    const { searchParams } = new URL(answer.headers.get("location") ?? "");
    expect(cookie).not.toContain(searchParams.get("state"));
  });

  test.each(["//evil.example", "https://evil.example/", "/\\evil.example", "/.//evil.example"])(
    "leads to a page of Tocsin only, not to %j",
    async (next) => {
      expect(await signInBy(world.provider, visitorOf(world), { next })).toBe("/");
    },
  );

  test("ends with the sign-out, and asks the provider again after it", async () => {
    const [visitor] = await signIn();
    await (await visitor.callAction(signOut, [])).text();
    expect(await visitor.ledTo("/rules")).toMatch(/^\/login/);
    expect((await signIn("olga", visitor))[1]).toBe("/");
  });

  test("ends after 12 hours", async () => {
    const answer = query<{ ms: number }>(
      "SELECT expires_at - created_at AS ms FROM sessions WHERE kind = 'oidc'",
    );
    expect(new Set(answer.map(({ ms }) => ms))).toEqual(new Set([12 * 3_600_000]));
  });

  test("shows whatever name the provider gives as plain text", async () => {
    const name = '<img src=x onerror="alert(1)">';
    const [visitor] = await signIn(person("mallory", { name }));
    const html = await (await visitor.request("/rules")).text();
    expect(html).toContain("&lt;img src=x onerror=");
    expect(html).not.toContain("<img src=x");
    expect(query("SELECT name FROM users WHERE email LIKE 'mallory%'")).toEqual([{ name }]);
  });

  test("takes the role anew each time", async () => {
    const login = person("rita", {});
    const [before] = await signIn(login);
    person("rita", { groups: ["staff", "ops"] });
    const [after] = await signIn(login);
    expect(await before.ledTo("/rules")).toMatch(/^\/login/);
    expect(await after.ledTo("/rules")).toBeNull();
    expect(query("SELECT role FROM users WHERE email LIKE 'rita%'")).toEqual([{ role: "operator" }]);
  });
});

/** Expects a refusal with this code and sentence, and that nobody is signed in. */
async function expectRefused([visitor, led]: [Visitor, string | null], code: string, sentence: RegExp) {
  expect(led).toBe(`/login?next=%2F&refused=${code}`);
  expect(await refusalAt(visitor, led)).toMatch(sentence);
  expect(visitor.cookies.has("tocsin-session")).toBe(false);
}

describe("a token that is not right signs nobody in", () => {
  const past = () => Math.floor(Date.now() / 1_000) - 600;

  test.each<[what: string, forge: (claims: Record<string, unknown>) => Record<string, unknown>]>([
    ["for another audience", (claims) => ({ ...claims, aud: "another-app" })],
    ["for several audiences, issued to another", (claims) => ({ ...claims, aud: ["tocsin", "x"], azp: "x" })],
    ["of another issuer", (claims) => ({ ...claims, iss: "https://evil.example" })],
    ["that has expired", (claims) => ({ ...claims, iat: past() - 60, exp: past() })],
    ["with another nonce", (claims) => ({ ...claims, nonce: "replayed" })],
    ["without a nonce", ({ nonce: _, ...claims }) => claims],
    ["without a subject", ({ sub: _, ...claims }) => claims],
  ])("%s", async (_, forge) => {
    world.provider.forge = forge;
    const [visitor, led] = await signIn(person("tess", {}));
    await expectRefused([visitor, led], "answer_not_valid", /^Acme ID sent an answer that is not valid/);
    expect(query("SELECT id FROM users WHERE email LIKE 'tess%'")).toEqual([]);
    const line = await world.tocsin.waitForLog(
      ({ msg, part }) => part === "auth" && /failed at the provider/.test(msg ?? ""),
    );
    expect(line.reason).toEqual(expect.any(String));
  });

  test("is what the cases above forge: one that is signed again unchanged is taken", async () => {
    world.provider.forge = (claims) => claims;
    expect((await signIn())[1]).toBe("/");
  });

  test("is refused with a signature of another key", async () => {
    world.provider.forge = (claims) => claims;
    world.provider.forgesWithStrangeKey = true;
    await expectRefused(await signIn(), "answer_not_valid", /^Acme ID sent an answer that is not valid/);
  });
});

describe("an answer that does not belong to this browser's sign-in", () => {
  const REFUSED = "/login?next=%2F&refused=not_begun_here";

  test("is refused when it is sent again, with all cookies that it had", async () => {
    const visitor = visitorOf(world);
    const back = new URL(await world.provider.logIn(await begin(visitor), "olga"));
    const thief = visitor.copy();
    expect(await visitor.ledTo(back.pathname + back.search)).toBe("/");
    expect(visitor.cookies.has("tocsin-oidc")).toBe(false);
    const tokens = () => world.provider.paths.filter((path) => path === "/token").length;
    const before = tokens();
    expect(await thief.ledTo(back.pathname + back.search)).toBe(REFUSED);
    expect(thief.cookies.has("tocsin-session")).toBe(false);
    expect(tokens()).toBe(before);
  });

  test("is refused in another browser: nobody is signed in as somebody else", async () => {
    const back = new URL(await world.provider.logIn(await begin(visitorOf(world)), "olga"));
    const path = back.pathname + back.search;
    const stranger = visitorOf(world);
    expect(await stranger.ledTo(path)).toBe(REFUSED);
    await begin(stranger);
    expect(await stranger.ledTo(path)).toBe(REFUSED);
    expect(await refusalAt(stranger, REFUSED)).toMatch(/^This sign-in was not begun in this browser/);
  });

  test("is refused with another state, and the right one still counts", async () => {
    const visitor = visitorOf(world);
    const back = new URL(await world.provider.logIn(await begin(visitor), "olga"));
    const right = back.pathname + back.search;
    back.searchParams.set("state", "forged");
    expect(await visitor.ledTo(back.pathname + back.search)).toBe(REFUSED);
    expect(await visitor.ledTo(right)).toBe("/");
  });

  test.each(["", "x", "a.b.c.d.e"])("is refused with the cookie %j", async (cookie) => {
    const visitor = visitorOf(world);
    const back = new URL(await world.provider.logIn(await begin(visitor), "olga"));
    visitor.cookies.set("tocsin-oidc", cookie);
    expect(await visitor.ledTo(back.pathname + back.search)).toBe(REFUSED);
  });

  test("is refused with a session's cookie in its place", async () => {
    const [visitor] = await signIn();
    const session = visitor.cookies.get("tocsin-session") ?? "";
    visitor.cookies.clear();
    visitor.cookies.set("tocsin-oidc", session);
    expect(await visitor.ledTo("/api/auth/callback/oidc?code=x&state=y")).toBe(REFUSED);
  });

  test("is refused with a code of the provider's error, in words", async () => {
    const visitor = visitorOf(world);
    const { searchParams } = new URL(await begin(visitor));
    const state = searchParams.get("state") ?? "";
    const answer = new URLSearchParams({ error: "access_denied", state, iss: world.provider.url });
    const led = await visitor.ledTo(`/api/auth/callback/oidc?${answer}`);
    await expectRefused([visitor, led], "provider_refused", /^Acme ID did not sign you in/);
  });
});

describe("what no browser sends is refused, never a failure", () => {
  test.each([
    "?state=a&state=b",
    "?code=%00&state=%00",
    "?code[]=x&state[]=y",
    `?state=${"x".repeat(8_000)}`,
    "?error=<script>&state=x",
    "",
  ])("%j", async (search) => {
    const visitor = visitorOf(world);
    await begin(visitor);
    expect(await visitor.ledTo(`/api/auth/callback/oidc${search}`)).toBe(
      "/login?next=%2F&refused=not_begun_here",
    );
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"])("%s", async (method) => {
    for (const path of ["/api/auth/oidc", "/api/auth/callback/oidc"]) {
      const { status, headers } = await visitorOf(world).request(path, { method });
      expect(status).toBe(404);
      expect(headers.getSetCookie()).toEqual([]);
    }
  });
});

describe("who may enter", () => {
  test.each([
    ["no role", { groups: ["others"] }, "no_role", /^Acme ID gives you no role in Tocsin/],
    ["no claim with a role", { groups: undefined }, "no_role", /^Acme ID gives you no role/],
    ["an email that is not verified", { email_verified: false }, "unverified_email", /no verified email/],
    ["an email without a word on it", { email_verified: undefined }, "unverified_email", /no verified email/],
    ["an admin's email", { email: ADMIN.email }, "known_email", /already a user with your email/],
    ["an admin's email in capitals", { email: ADMIN.email.toUpperCase() }, "known_email", /already a user/],
    [
      "an admin's email that is not verified",
      { email: ADMIN.email, email_verified: false, groups: ["root"] },
      "unverified_email",
      /no verified email/,
    ],
  ])("not a person with %s", async (_, claims, code, sentence) => {
    const users = query("SELECT id, oidc_subject FROM users");
    await expectRefused(await signIn(person("nina", claims)), code, sentence);
    expect(query("SELECT id, oidc_subject FROM users")).toEqual(users);
  });

  test("not a disabled user", async () => {
    const login = person("dora", {});
    await signIn(login);
    change("UPDATE users SET disabled_at = 1 WHERE email LIKE 'dora%'");
    await expectRefused(await signIn(login), "disabled", /^Your user is disabled/);
  });

  test("the last active admin as an admin, whatever the claim says", async () => {
    const login = person("lara", { groups: ["root"] });
    await signIn(login);
    change("UPDATE users SET disabled_at = 1 WHERE email NOT LIKE 'lara%' AND role = 'admin'");
    person("lara", {});
    expect((await signIn(login))[1]).toBe("/");
    expect(query("SELECT role FROM users WHERE email LIKE 'lara%'")).toEqual([{ role: "admin" }]);
    expect(query("SELECT details FROM audit WHERE action = 'users.sign-in-by-oidc'").at(-1)).toEqual({
      details: JSON.stringify({ claimed: "viewer", kept: "last_active_admin" }),
    });
    change("UPDATE users SET disabled_at = NULL WHERE role = 'admin'");
    await signIn(login);
    expect(query("SELECT role FROM users WHERE email LIKE 'lara%'")).toEqual([{ role: "viewer" }]);
  });
});

describe("linking", () => {
  async function signedIn(): Promise<Visitor> {
    const visitor = visitorOf(world);
    expect(await visitor.signIn(ADMIN.email, ADMIN.password)).toMatchObject({ status: 200 });
    return visitor;
  }

  /** Links the visitor's user. Resolves with where that leads to. */
  async function link(visitor: Visitor, login: string): Promise<string | null> {
    const result = await visitor.act<{ url: string }>(beginToLink, []);
    if (!result.ok) throw new Error(result.message);
    const back = new URL(await world.provider.logIn(result.value.url, login));
    return visitor.ledTo(back.pathname + back.search);
  }

  test("lets a user sign in by the provider, whatever their email there", async () => {
    const login = person("ruth", { email_verified: false, groups: ["root"] });
    expect(await link(await signedIn(), login)).toBe("/profile/security?single-sign-on=linked");
    const [visitor, led] = await signIn(login);
    expect(led).toBe("/");
    expect(await (await visitor.request("/profile/security")).text()).toContain(ADMIN.email);
  });

  test("refuses an identity of another user, in words", async () => {
    await signIn(person("vera", {}));
    const visitor = await signedIn();
    const led = await link(visitor, "vera");
    expect(led).toBe("/profile/security?single-sign-on=linked_to_another");
    expect(await refusalAt(visitor, led)).toMatch(/^This identity at Acme ID is linked to another user/);
  });

  test("is not begun by another site", async () => {
    const visitor = await signedIn();
    for (const origin of ["https://evil.example", null]) {
      const answer = await visitor.callAction(beginToLink, [], origin);
      expect(await answer.text()).not.toContain("code_challenge");
      expect(visitor.cookies.has("tocsin-oidc")).toBe(false);
    }
  });

  test("is not ended in the session of somebody else", async () => {
    const visitor = await signedIn();
    const result = await visitor.act<{ url: string }>(beginToLink, []);
    if (!result.ok) throw new Error(result.message);
    const back = new URL(await world.provider.logIn(result.value.url, person("wilma", {})));
    const [other] = await signIn();
    visitor.cookies.set("tocsin-session", other.cookies.get("tocsin-session") ?? "");
    expect(await visitor.ledTo(back.pathname + back.search)).toBe(
      "/profile/security?single-sign-on=not_begun_here",
    );
    expect(query("SELECT id FROM users WHERE oidc_subject = 'wilma'")).toEqual([]);
  });

  test("does not sign anybody in who is signed out meanwhile", async () => {
    const visitor = await signedIn();
    const result = await visitor.act<{ url: string }>(beginToLink, []);
    if (!result.ok) throw new Error(result.message);
    const back = new URL(await world.provider.logIn(result.value.url, person("xenia", {})));
    visitor.cookies.delete("tocsin-session");
    expect(await visitor.ledTo(back.pathname + back.search)).toBe(
      "/profile/security?single-sign-on=not_begun_here",
    );
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
  });
});

test("the log holds neither a code, a token nor the client's secret", () => {
  expect(world.tocsin.output()).not.toMatch(/client-s3cret|code=|eyJ/);
});
