import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tocsin as cli } from "../../support/cli.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";
const wrong = "wrong horse battery";
const REFUSED = { status: 429, error: "Too many sign-ins failed: wait 15 minutes, then try again." };

const start = (env: Record<string, string>) =>
  startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password, ...env } });

describe("behind a trusted proxy", () => {
  let tocsin: Tocsin;

  beforeAll(async () => {
    tocsin = await start({ TRUSTED_PROXIES: "loopback" });
  });

  afterAll(() => tocsin[Symbol.asyncDispose]());

  const from = (forwardedFor: string) => new Visitor(tocsin.url, { "x-forwarded-for": forwardedFor });

  async function failFrom(forwardedFor: string, who = email): Promise<void> {
    for (let failed = 0; failed < 10; failed++)
      expect(await from(forwardedFor).signIn(who, wrong)).toMatchObject({ status: 401 });
  }

  test("ten wrong passwords are too many from their client alone, whatever it writes in front of its address", async () => {
    await failFrom("198.51.100.1");
    expect(await from("198.51.100.1").signIn(email, password)).toMatchObject(REFUSED);
    expect(await from("203.0.113.7, 198.51.100.1").signIn(email, password)).toMatchObject(REFUSED);
    expect(await from("198.51.100.2").signIn(email, password)).toMatchObject({ status: 200 });
    expect(await from("198.51.100.1, 198.51.100.2").signIn(email, password)).toMatchObject({ status: 200 });
  });

  test("the answer is the same for an account that does not exist, and says when to try again", async () => {
    await failFrom("198.51.100.3");
    await failFrom("198.51.100.3", "nobody@example.com");
    const known = await from("198.51.100.3").signIn(email, password);
    const unknown = await from("198.51.100.3").signIn("nobody@example.com", password);
    expect(known).toMatchObject(REFUSED);
    expect({ ...unknown, retryAfter: null }).toEqual({ ...known, retryAfter: null });
    for (const { retryAfter } of [known, unknown]) {
      expect(retryAfter).toBeGreaterThan(14 * 60);
      expect(retryAfter).toBeLessThanOrEqual(15 * 60);
    }
  });

  test("a browser that has signed in before is not locked out, and has 20 failures of its own", async () => {
    const visitor = from("198.51.100.4");
    expect(await visitor.signIn(email, password)).toMatchObject({ status: 200 });
    const copied = visitor.copy();
    await failFrom("198.51.100.4");
    expect(await from("198.51.100.4").signIn(email, password)).toMatchObject(REFUSED);
    expect(await visitor.signIn(email, password)).toMatchObject({ status: 200 });
    for (let failed = 0; failed < 20; failed++)
      expect(await visitor.signIn(email, wrong)).toMatchObject({ status: 401 });
    for (const one of [visitor, copied]) expect(await one.signIn(email, password)).toMatchObject(REFUSED);
    expect(await from("198.51.100.5").signIn(email, password)).toMatchObject({ status: 200 });
  });

  test("its cookie counts for that account alone", async () => {
    const visitor = from("198.51.100.6");
    await visitor.signIn(email, password);
    await failFrom("198.51.100.6", "bob@example.com");
    expect(await visitor.signIn("bob@example.com", password)).toMatchObject(REFUSED);
  });

  test("after a reset on the command line one gets in, and cookies of the old password are void", async () => {
    const visitor = from("198.51.100.8");
    await visitor.signIn(email, password);
    await failFrom("198.51.100.8");
    const reset = await cli(["user", "reset-password", email, "--password-file", "-"], {
      dataDir: tocsin.dataDir,
      stdin: "a new long password\n",
    });
    expect(reset.code).toBe(0);
    expect(await from("198.51.100.8").signIn(email, "a new long password")).toMatchObject({ status: 200 });
    await failFrom("198.51.100.8");
    expect(await visitor.signIn(email, "a new long password")).toMatchObject(REFUSED);
  });
});

describe("behind a proxy that is not trusted", () => {
  test("it counts as the client, what it says of the address is ignored, and the log says once what to set", async () => {
    await using tocsin = await start({ TRUSTED_PROXIES: "192.0.2.1" });
    await using unset = await start({});
    for (const [server, why] of [
      [tocsin, /TRUSTED_PROXIES does not name this peer/],
      [unset, /TRUSTED_PROXIES is not set/],
    ] as const) {
      const from = (address: number) =>
        new Visitor(server.url, {
          "x-forwarded-for": `198.51.100.${address}`,
          "x-forwarded-proto": "https",
          "x-forwarded-host": "evil.example",
        });
      for (let failed = 0; failed < 10; failed++)
        expect(await from(failed).signIn(email, wrong)).toMatchObject({ status: 401 });
      const { setCookie, ...answer } = await from(99).signIn(email, password);
      expect(answer).toMatchObject(REFUSED);
      const warnings = server.logs().filter(({ msg }) => msg?.includes("TRUSTED_PROXIES"));
      expect(warnings).toMatchObject([{ level: 40, peer: "127.0.0.1", header: "x-forwarded-for" }]);
      expect(warnings[0]?.msg).toMatch(why);
    }
  });

  test.each(["forwarded", "via", "x-forwarded-proto"])(
    "a header %s alone is a sign of it, a post of alerts too",
    async (name) => {
      await using tocsin = await start({});
      await fetch(`${tocsin.url}/healthz`);
      expect(tocsin.logs().some(({ msg }) => msg?.includes("TRUSTED_PROXIES"))).toBe(false);
      await fetch(`${tocsin.url}/api/v1/alerts`, { method: "POST", headers: { [name]: "x" } });
      await tocsin.waitForLog(({ msg }) => msg?.includes("TRUSTED_PROXIES is not set") ?? false);
    },
  );
});

describe("how the browser reaches a trusted proxy", () => {
  test("its scheme and host count where there is no BASE_URL: cookies, actions, addresses", async () => {
    await using tocsin = await start({ TRUSTED_PROXIES: "loopback" });
    const proxied = { "x-forwarded-proto": "https, http", "x-forwarded-host": "tocsin.example.com" };
    const visitor = new Visitor(tocsin.url, proxied);
    const { setCookie } = await visitor.signIn(email, password);
    for (const name of ["session", "device"])
      expect(setCookie.find((one) => one.startsWith(`__Host-tocsin-${name}=`))).toMatch(/; Secure/i);
    const page = "/settings/api-keys/new";
    expect(await (await visitor.request(page)).text()).toContain("https://tocsin.example.com");
    const signOut = { file: "app/(console)/actions.ts", name: "signOut", page };
    await (await visitor.callAction(signOut, [], "https://evil.example")).text();
    expect(await visitor.ledTo(page)).toBeNull();
    const left = await visitor.callAction(signOut, [], "https://tocsin.example.com");
    await left.text();
    expect(left.headers.getSetCookie().join()).toMatch(/__Host-tocsin-session=;.*Secure/i);
    expect(await visitor.ledTo(page)).toMatch(/^\/login/);
  });
});
