import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inDatabase } from "../../support/database.ts";
import { startTocsin, type Tocsin } from "../../support/server.ts";
import { type ActionRef, Visitor } from "../../support/visitor.ts";

const email = "ada@example.com";
const password = "correct horse battery";

const PAGES = [
  "/settings/notification-channels/webhooks",
  "/settings/notification-channels/webhooks/new",
  "/settings/notification-channels/webhooks/chn_1",
  "/settings",
  "/settings/notification-channels",
  "/settings/notification-channels/webhooks/chn_1/deliveries",
  "/settings/notification-channels/webhooks/chn_1/security",
  "/settings/notification-channels/webhooks/chn_1/used-by",
  "/settings/api-keys",
  "/settings/api-keys/new",
  "/settings/audit-log",
  "/settings/audit-log/1",
  "/settings/system",
  "/settings/users",
  "/settings/users/new",
  "/settings/users/usr_1",
  "/rules",
  "/rules/new/alerts",
  "/rules/new/rule",
  "/rules/rul_1",
  "/deliveries",
  "/deliveries/dlv_1",
  "/alerts",
  "/alerts/a%2F1",
  "/profile",
  "/profile/security",
  "/profile/security/password",
  "/profile/security/second-factor",
];

let tocsin: Tocsin;
let visitor: Visitor;

beforeAll(async () => {
  tocsin = await startTocsin({ env: { ADMIN_EMAIL: email, ADMIN_PASSWORD: password } });
  visitor = new Visitor(tocsin.url);
  await visitor.signIn(email, password);
});

afterAll(() => tocsin[Symbol.asyncDispose]());

const stranger = () => new Visitor(tocsin.url);
const loginFrom = (path: string): string => `/login?next=${encodeURIComponent(path)}`;

describe("without a session", () => {
  test.each([...PAGES, "/deliveries?state=failed&channel=chn_1"])(
    "%s leads to sign-in, and back after it",
    async (path) => {
      expect(await stranger().ledTo(path)).toBe(loginFrom(path));
      expect(await visitor.ledTo(loginFrom(path))).toBe(path);
    },
  );

  test("the start page leads to sign-in", async () => {
    expect(await stranger().ledTo("/")).toBe("/login");
  });

  test("robots.txt keeps every search engine out", async () => {
    const answer = await stranger().request("/robots.txt");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("User-agent: *\nDisallow: /\n");
  });

  test.each(PAGES)("%s shows nothing as a component payload either", async (path) => {
    const answer = await stranger().request(path, { headers: { rsc: "1", "next-router-state-tree": "" } });
    const text = await answer.text();
    expect(text).not.toContain(email);
    expect([200, 303, 307, 308]).toContain(answer.status);
  });

  test.each(["x-forwarded-host", "x-tocsin-path", "x-forwarded-for"])(
    "a %s of the visitor's own has no say",
    async (name) => {
      const answer = await stranger().request("/deliveries", { headers: { [name]: "//evil.example" } });
      expect(answer.headers.get("location")).not.toContain("evil");
    },
  );
});

describe("with a session", () => {
  test.each(PAGES.slice(0, 2).concat("/rules", "/rules/new/rule", "/deliveries", "/settings/api-keys"))(
    "%s shows itself",
    async (path) => {
      const answer = await visitor.request(path);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain(email);
    },
  );

  test("the start page is the overview", async () => {
    const answer = await visitor.request("/");
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain("Two steps to the first delivered alert");
  });

  test("a page that is not there is 404", async () => {
    expect((await visitor.request("/nowhere")).status).toBe(404);
  });
});

describe("after sign-in one goes to a page of Tocsin only", () => {
  test.each([
    "//evil.example",
    "//evil.example/deliveries",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "/%2F/evil.example",
    "",
  ])("not to %j", async (next) => {
    const location = await visitor.ledTo(loginFrom(next));
    expect(location).toMatch(/^\/(?![/\\])/);
    expect(new URL(location ?? "", "http://tocsin.example").host).toBe("tocsin.example");
  });

  test("two of them are none", async () => {
    expect(await visitor.ledTo("/login?next=/deliveries&next=//evil.example")).toMatch(/^\/(?![/\\])/);
  });
});

describe("server actions", () => {
  const createKey: ActionRef = {
    file: "app/(console)/settings/api-keys/actions.ts",
    name: "createApiKey",
    page: "/settings/api-keys/new",
  };
  const input = { name: "By action", scopes: ["read"] };

  const keysInDatabase = (): number =>
    inDatabase(tocsin.dataDir, (sqlite) =>
      Number(sqlite.prepare("SELECT count(*) FROM api_keys").pluck().get()),
    );

  test.each<[string, () => Visitor, string | null | undefined]>([
    ["without a session", stranger, undefined],
    ["from another site", () => visitor, "https://evil.example"],
    ["from nowhere", () => visitor, null],
  ])("%s are refused", async (_, who, origin) => {
    const answer = await who().callAction(createKey, [input], origin);
    expect(await answer.text()).not.toMatch(/tocsin_[\w-]{49}/);
    expect(keysInDatabase()).toBe(0);
  });

  test("of a page of Tocsin work", async () => {
    expect(await visitor.act(createKey, [input])).toMatchObject({ ok: true, value: { name: "By action" } });
  });

  test("tell what is wrong with which field", async () => {
    expect(await visitor.act(createKey, [{ name: "", scopes: ["read"] }])).toMatchObject({
      ok: false,
      issues: [{ path: "name", message: "Name is required." }],
    });
  });
});
