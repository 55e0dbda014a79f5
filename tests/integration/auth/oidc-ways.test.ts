import { describe, expect, test } from "vitest";
import { inDatabase } from "../../support/database.ts";
import { temporaryFolder } from "../../support/folder.ts";
import { freePort } from "../../support/free-port.ts";
import { ADMIN, begin, OLGA, oidcEnv, oidcWorld, signInBy, visitorOf } from "../../support/oidc-world.ts";
import { startOpenidProvider } from "../../support/openid-provider.ts";
import { startReceiver } from "../../support/receiver.ts";
import { refusedStart } from "../../support/refused-start.ts";
import { startTocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const asAdmin = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };

const pageOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.request(path)).text();

describe("a provider that is away", () => {
  test("does not stop the start, is named in words, and is asked again", async () => {
    const [port, providerPort] = [await freePort(), await freePort()];
    const env = { ...asAdmin, ...oidcEnv(port, `http://127.0.0.1:${providerPort}`) };
    await using tocsin = await startTocsin({ env });
    const visitor = new Visitor(tocsin.url);
    const led = await visitor.ledTo("/api/auth/oidc?next=%2Frules");
    expect(led).toBe("/login?next=%2Frules&refused=provider_down");
    expect(await pageOf(visitor, led ?? "")).toContain(
      "Acme ID does not answer: try again in a moment, or sign in with your password.",
    );
    expect(await visitor.signIn(ADMIN.email, ADMIN.password)).toMatchObject({ status: 200 });
    await using provider = await startOpenidProvider({ tocsinUrl: tocsin.url, port: providerPort });
    provider.people.set("olga", OLGA);
    expect(await signInBy(provider, new Visitor(tocsin.url))).toBe("/");
  });

  test("and goes away between the two steps, is named in words", async () => {
    await using world = await oidcWorld();
    const visitor = visitorOf(world);
    const address = (await visitor.ledTo("/api/auth/oidc")) ?? "";
    const back = new URL(await world.provider.logIn(address, "olga"));
    await world.provider[Symbol.asyncDispose]();
    const led = await visitor.ledTo(back.pathname + back.search);
    expect(led).toBe("/login?next=%2F&refused=provider_down");
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
  });

  test("and never answers, is given up after ten seconds", async () => {
    await using hanging = await startReceiver({ answer: () => "hang" });
    await using tocsin = await startTocsin({
      env: { ...asAdmin, ...oidcEnv(await freePort(), hanging.url) },
    });
    const begun = performance.now();
    const [one, other] = await Promise.all(
      [new Visitor(tocsin.url), new Visitor(tocsin.url)].map((visitor) => visitor.ledTo("/api/auth/oidc")),
    );
    expect([one, other]).toEqual(Array(2).fill("/login?next=%2F&refused=provider_down"));
    expect(performance.now() - begun).toBeLessThan(15_000);
    expect(hanging.requests).toHaveLength(1);
  });

  test.each<[what: string, body: string]>([
    ["what is no JSON", "<html>Down for maintenance</html>"],
    ["the description of another issuer", JSON.stringify({ issuer: "https://evil.example" })],
    ["more than 1 MiB", JSON.stringify({ issuer: "x".repeat(1024 * 1024) })],
  ])("or answers %s, is refused in words", async (_, body) => {
    const headers = { "content-type": "application/json" };
    await using odd = await startReceiver({ answer: () => ({ status: 200, headers, body }) });
    await using tocsin = await startTocsin({ env: { ...asAdmin, ...oidcEnv(await freePort(), odd.url) } });
    const led = await new Visitor(tocsin.url).ledTo("/api/auth/oidc");
    expect(led).toBe("/login?next=%2F&refused=provider_down");
  });
});

describe("providers differ:", () => {
  test("one puts all claims into the ID token, and takes the client's secret in the form", async () => {
    await using world = await oidcWorld({
      provider: {
        configuration: { conformIdTokenClaims: false, clientAuthMethods: ["client_secret_post"] },
        client: { token_endpoint_auth_method: "client_secret_post" },
      },
    });
    expect(await signInBy(world.provider, visitorOf(world))).toBe("/");
    expect(world.provider.paths).toContain("/token");
    expect(world.provider.paths).not.toContain("/me");
  });

  test("one does not know Tocsin's secret, and nobody is signed in", async () => {
    await using world = await oidcWorld({ env: { OIDC_CLIENT_SECRET: "another" } });
    const visitor = visitorOf(world);
    expect(await signInBy(world.provider, visitor)).toBe("/login?next=%2F&refused=answer_not_valid");
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
    const line = await world.tocsin.waitForLog(({ reason }) =>
      /401: check OIDC_CLIENT_ID and OIDC_CLIENT_SECRET/.test(String(reason)),
    );
    expect(JSON.stringify(line)).not.toContain("another");
  });
});

test("an answer that is not valid counts as a failed sign-in, a provider that is down does not", async () => {
  await using world = await oidcWorld();
  world.provider.forge = (claims) => ({ ...claims, aud: "another-app" });
  expect(await signInBy(world.provider, visitorOf(world))).toContain("refused=answer_not_valid");
  const visitor = visitorOf(world);
  const back = new URL(await world.provider.logIn(await begin(visitor), "olga"));
  await world.provider[Symbol.asyncDispose]();
  expect(await visitor.ledTo(back.pathname + back.search)).toContain("refused=provider_down");
  expect(await world.tocsin.stop()).toBe(0);
  const failures = inDatabase(world.tocsin.dataDir, (sqlite) =>
    sqlite
      .prepare("SELECT details ->> 'failures' FROM audit WHERE action = 'users.fail-sign-in'")
      .pluck()
      .all(),
  );
  expect(failures).toEqual([1]);
});

describe("PASSWORD_SIGN_IN=off", () => {
  test("hides the form, refuses the route, and leaves the sign-in by the provider", async () => {
    await using world = await oidcWorld({ env: { PASSWORD_SIGN_IN: "off" } });
    const visitor = visitorOf(world);
    const html = await pageOf(visitor, "/login");
    expect(html).not.toContain('type="password"');
    expect(html).toContain("Sign in with Acme ID");
    expect(await visitor.signIn(ADMIN.email, ADMIN.password)).toMatchObject({
      status: 403,
      error: "Nobody signs in with a password here: sign in with Acme ID.",
    });
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
    expect(await signInBy(world.provider, visitor)).toBe("/");
  });

  test("keeps a user linked who has a password, as there is no other way in", async () => {
    await using world = await oidcWorld({ env: { PASSWORD_SIGN_IN: "off" } });
    const visitor = visitorOf(world);
    await signInBy(world.provider, visitor);
    const linked = () =>
      inDatabase(world.tocsin.dataDir, (sqlite) =>
        sqlite.prepare("SELECT oidc_subject FROM users WHERE email LIKE 'olga%'").pluck().get(),
      );
    inDatabase(world.tocsin.dataDir, (sqlite) =>
      sqlite.exec("UPDATE users SET password_hash = 'x' WHERE email LIKE 'olga%'"),
    );
    const unlink: ActionRef = {
      file: "app/(console)/profile/single-sign-on-actions.ts",
      name: "unlink",
      page: "/profile/security",
    };
    expect(await visitor.act(unlink, [])).toMatchObject({
      ok: false,
      message: expect.stringContaining("Nobody signs in with a password here"),
    });
    expect(linked()).toBe("olga");
  });

  test("offers no password and no second factor to a user who has a password", async () => {
    await using world = await oidcWorld({ env: { PASSWORD_SIGN_IN: "off", REQUIRE_SECOND_FACTOR: "on" } });
    inDatabase(world.tocsin.dataDir, (sqlite) =>
      sqlite.prepare("UPDATE users SET oidc_allowed_at = ?").run(Date.now()),
    );
    world.provider.people.set("root", { ...OLGA, email: ADMIN.email, groups: ["root"] });
    const visitor = visitorOf(world);
    expect(await signInBy(world.provider, visitor, { login: "root" })).toBe("/");
    const html = await pageOf(visitor, "/profile/security");
    expect(html).toContain("Nobody signs in with a password here.");
    expect(html).not.toMatch(/href="\/profile\/security\/(?:password|second-factor)"/);
    for (const page of ["password", "second-factor"])
      expect(await visitor.ledTo(`/profile/security/${page}`)).toBe("/profile/security");
  });

  test("is told at the set-up, with the ways in that are left", async () => {
    await using world = await oidcWorld({
      env: { ADMIN_EMAIL: "", ADMIN_PASSWORD: "", PASSWORD_SIGN_IN: "off" },
    });
    const { pathname, search } = new URL(await world.tocsin.setupUrl());
    const html = await pageOf(visitorOf(world), pathname + search);
    expect(html).toContain("Sign in with Acme ID as one of its admins instead.");
    expect(html).toContain("user sign-in-link EMAIL");
  });

  test("shows why the provider refused", async () => {
    await using world = await oidcWorld({ env: { PASSWORD_SIGN_IN: "off" } });
    world.provider.people.set("olga", { ...OLGA, email: ADMIN.email });
    const visitor = visitorOf(world);
    const led = await signInBy(world.provider, visitor);
    expect(await pageOf(visitor, led ?? "")).toContain(
      "There is already a user with your email: ask an admin to allow Acme ID for it.",
    );
  });
});

test("a user without a password is told how to get one", async () => {
  await using world = await oidcWorld();
  const visitor = visitorOf(world);
  await signInBy(world.provider, visitor);
  const html = await pageOf(visitor, "/profile/security");
  expect(html).toContain("Your account has no password: ask an admin for a link to choose one.");
  expect(html).toContain("You sign in without a password, so no code is asked for after it.");
});

test("without any user, an admin of the provider is the first", async () => {
  await using world = await oidcWorld({ env: { ADMIN_EMAIL: "", ADMIN_PASSWORD: "" } });
  const visitor = visitorOf(world);
  const led = await signInBy(world.provider, visitor);
  expect(led).toBe("/login?next=%2F&refused=not_set_up");
  expect(await pageOf(visitor, led ?? "")).toContain("Tocsin has no admin yet");
  world.provider.people.set("ruth", { ...OLGA, email: "ruth@example.com", groups: ["root"] });
  expect(await signInBy(world.provider, visitor, { login: "ruth" })).toBe("/");
  expect(await signInBy(world.provider, visitorOf(world))).toBe("/");
});

test("where there is no provider, its addresses lead nowhere and no button is shown", async () => {
  await using tocsin = await startTocsin({ env: asAdmin });
  const visitor = new Visitor(tocsin.url);
  for (const path of ["/api/auth/oidc", "/api/auth/callback/oidc?code=x&state=y"])
    expect((await visitor.request(path)).status).toBe(404);
  expect(await pageOf(visitor, "/login")).not.toContain("/api/auth/oidc");
});

test("settings that don't fit stop the start with one line", async () => {
  using folder = temporaryFolder();
  for (const [env, line] of [
    [{ OIDC_ISSUER: "https://id.example.com" }, /BASE_URL/],
    [{ PASSWORD_SIGN_IN: "off" }, /OIDC_ISSUER/],
    [{ ...oidcEnv(3000, "https://id.example.com"), OIDC_ROLE_CLAIM: "" }, /OIDC_ROLE_CLAIM/],
  ] as const) {
    const { code, stderr } = await refusedStart(folder.path, env);
    expect(stderr).toMatch(/^Tocsin can't start: [^\n]+\n$/);
    expect(stderr).toMatch(line);
    expect(code).toBe(1);
  }
});
