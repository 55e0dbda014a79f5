import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

let tocsin: Tocsin;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
});

afterAll(() => tocsin[Symbol.asyncDispose]());

type Fields = { email: string; password: string; next?: string };

/**
 * Sends the sign-in page's form like a browser without a script. Resolves to the redirect's target, or to the
 * status.
 */
async function sendForm(
  visitor: Visitor,
  fields: Fields,
  origin: string | null = tocsin.url,
): Promise<string> {
  const html = await (await visitor.request("/login")).text();
  const action = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(html)?.[1];
  if (action === undefined) throw new Error("The page has no form that works without a script.");
  const body = new FormData();
  for (const [name, value] of Object.entries({ [action]: "", ...fields })) body.set(name, value);
  const answer = await visitor.request("/login", {
    method: "POST",
    body,
    headers: origin === null ? {} : { origin },
  });
  await answer.text();
  return answer.headers.get("location") ?? String(answer.status);
}

const pathOf = (location: string): string => {
  const { pathname, search, host } = new URL(location, tocsin.url);
  expect(host).toBe(new URL(tocsin.url).host);
  return pathname + search;
};

describe("the sign-in form without a script", () => {
  test("opens the console, with the cookies of a session and of the device", async () => {
    const visitor = new Visitor(tocsin.url);
    expect(pathOf(await sendForm(visitor, { email, password, next: "/deliveries?state=failed" }))).toBe(
      "/deliveries?state=failed",
    );
    expect([...visitor.cookies.keys()].sort()).toEqual(["tocsin-device", "tocsin-session"]);
    expect(await visitor.ledTo("/rules")).toBeNull();
  });

  test.each(["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", ""])(
    "leads to a page of Tocsin only, not to %j",
    async (next) => {
      expect(pathOf(await sendForm(new Visitor(tocsin.url), { email, password, next }))).toBe("/");
    },
  );

  test("says why it was refused, and keeps the requested page", async () => {
    const visitor = new Visitor(tocsin.url);
    const led = pathOf(await sendForm(visitor, { email, password: "wrong horse battery", next: "/rules" }));
    expect(led).toBe("/login?next=%2Frules&refused=unauthenticated");
    expect(visitor.cookies.size).toBe(0);
    const html = await (await visitor.request(led)).text();
    expect(html).toContain("The email or the password is wrong: try again.");
    expect(html).toContain('name="next" value="/rules"');
  });

  test("says what is missing in an empty form", async () => {
    const visitor = new Visitor(tocsin.url);
    const led = pathOf(await sendForm(visitor, { email: "", password: "", next: "/rules" }));
    expect(led).toBe("/login?next=%2Frules&refused=invalid");
    expect(await (await visitor.request(led)).text()).toContain("Enter your email and your password.");
  });

  test("ignores a made-up code in its address", async () => {
    const html = await (await new Visitor(tocsin.url).request("/login?refused=Call%20Eve")).text();
    expect(html).not.toContain("Call Eve</");
    expect(html).not.toContain('role="alert"');
  });

  test.each([
    ["another site", "https://evil.example"],
    ["nowhere", null],
  ])("from %s signs nobody in", async (_, origin) => {
    const visitor = new Visitor(tocsin.url);
    await sendForm(visitor, { email, password }, origin);
    expect(visitor.cookies.has("tocsin-session")).toBe(false);
  });

  test("counts like any other sign-in, and together with those of the route: ten failures are too many", async () => {
    const fields = { email: "eve@example.com", password: "wrong horse battery" };
    const byRoute = () => new Visitor(tocsin.url).signIn(fields.email, fields.password);
    for (let times = 0; times < 5; times++) {
      expect(await sendForm(new Visitor(tocsin.url), fields)).toContain("refused=unauthenticated");
      expect(await byRoute()).toMatchObject({ status: 401 });
    }
    expect(await sendForm(new Visitor(tocsin.url), fields)).toContain("refused=rate_limited");
    expect(await byRoute()).toMatchObject({ status: 429 });
  });
});
