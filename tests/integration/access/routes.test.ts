import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES, SCOPES, type Scope } from "#lib/domain/people/actor.ts";
import { MOUNTS } from "#lib/web/http/listener.ts";
import { exports } from "#lib/web/rest/exports.ts";
import { table } from "#lib/web/rest/table.ts";
import { builtAddresses } from "../../support/built.ts";
import { rawRequest } from "../../support/raw-request.ts";
import type { Visitor } from "../../support/visitor.ts";
import { hasRight, IN_FRONT, ROUTES } from "./classes.ts";
import { CANARY, makeWorld, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const { routes } = builtAddresses();

test("every route handler of the build and every mount of the listener is classified, and no other", () => {
  expect(routes).toEqual(Object.keys(ROUTES).sort());
  expect(Object.keys(MOUNTS).sort()).toEqual(Object.keys(IN_FRONT).sort());
});

type Door = { method: string; path: string; scope: Scope };
/** `inside`: the answer to who may come in. */
type SessionDoor = Door & { scope: Exclude<Scope, "ingest">; inside?: number };

/** One address of each door that takes a session. */
const BY_SESSION: SessionDoor[] = [
  ...routes
    .filter((path) => ROUTES[path] === "session")
    .map((path) => ({ method: "GET", path: `${path}?q=${CANARY.slice(0, 4)}`, scope: "read" as const })),
  ...MOUNTS.stream.map((path) => ({ method: "GET", path, scope: "read" as const })),
  ...MOUNTS.exports
    .filter((path) => !path.startsWith("/api/v1/"))
    .map((path) => ({ method: "GET", path, scope: scopeOfExport(path) })),
  // Without the token of a download, an admin gets no further.
  ...MOUNTS.download.map((path) => ({ method: "GET", path, scope: "manage" as const, inside: 404 })),
];

/** One address of each door that takes a key: those of the REST table are in it by their own scopes. */
const BY_KEY: Door[] = [
  ...table.flatMap(({ method, path, scope }) =>
    scope === null ? [] : [{ method, path: path.replace(/\{\w+\}/g, "nowhere"), scope }],
  ),
  ...MOUNTS.metrics.map((path) => ({ method: "GET", path, scope: "read" as const })),
];

test("every mount that takes a key has its scope from the table, or is among these doors", () => {
  const paths = BY_KEY.map(({ path }) => path);
  const anySender = MOUNTS.senders.map((path) => `${path}/nowhere`);
  const byKey = [
    ...MOUNTS.ingest,
    ...anySender,
    ...MOUNTS.metrics,
    ...MOUNTS.exports.filter((one) => /\/v1\//.test(one)),
  ];
  for (const path of byKey) expect(paths).toContain(path);
});

const insideOf = (path: string): number => BY_SESSION.find((door) => door.path === path)?.inside ?? 200;

function scopeOfExport(path: string): SessionDoor["scope"] {
  const scope = exports.find((route) => route.path.endsWith(path.slice(path.lastIndexOf("/"))))?.scope;
  return scope === "read" ? "read" : "manage";
}

const doors = <One extends Door>(all: One[]) =>
  all.map(({ method, path, scope }): [string, string, One["scope"]] => [method, path, scope]);

/** Asks, and follows the redirect that Next gives its router. Does not wait for the end of a stream. */
async function ask(method: string, path: string, headers: Record<string, string>) {
  const stop = new AbortController();
  const body = ["POST", "PUT", "PATCH"].includes(method) ? "{}" : null;
  const answer = await fetch(world.tocsin.url + path, {
    method,
    body,
    signal: stop.signal,
    headers: { ...(body !== null && { "content-type": "application/json" }), ...headers },
  });
  const endless = answer.headers.get("content-type") === "text/event-stream";
  const text = endless ? "" : await answer.text();
  stop.abort();
  return { status: answer.status, headers: answer.headers, text };
}

const cookiesOf = ({ cookies }: Visitor) => ({
  cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
});

const bearer = (scope: Scope) => ({ authorization: `Bearer ${world.keys[scope].key}` });

const FORGED: Record<string, string>[] = [
  {},
  { "x-middleware-subrequest": Array(5).fill("middleware").join(":") },
  { rsc: "1", "next-router-prefetch": "1" },
  { authorization: "Bearer " },
  { authorization: "Basic YWRtaW46YWRtaW4=" },
  { authorization: `Bearer tocsin_${"x".repeat(43)}` },
  { cookie: "tocsin-session=x" },
  { "x-forwarded-for": "127.0.0.1", "x-tocsin-own": "1", "x-tocsin-path": "/healthz" },
  { origin: "https://evil.example" },
];

describe("a door for a session", () => {
  test.each(doors(BY_SESSION))("%s %s is shut without one", async (method, path) => {
    for (const headers of FORGED) {
      const { status, text } = await ask(method, path, headers);
      expect([status, text]).toEqual([401, expect.not.stringContaining(CANARY)]);
    }
  });

  test.each(doors(BY_SESSION))("%s %s takes no key of any scope", async (method, path) => {
    for (const scope of SCOPES) expect((await ask(method, path, bearer(scope))).status).toBe(401);
  });

  test.each(doors(BY_SESSION))("%s %s lets no other site read it", async (method, path) => {
    for (const origin of ["https://evil.example", "null", `${world.tocsin.url}.evil.example`]) {
      const headers = { ...cookiesOf(world.visitors.admin), origin };
      const told = [...(await ask(method, path, headers)).headers.keys()];
      expect(told.filter((name) => name.startsWith("access-control-"))).toEqual([]);
    }
  });

  test.each(doors(BY_SESSION))("%s %s asks for the right %s", async (method, path, scope) => {
    for (const role of ROLES) {
      const { status, headers } = await ask(method, path, cookiesOf(world.visitors[role]));
      expect([role, status]).toEqual([role, hasRight(role, scope) ? insideOf(path) : 403]);
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("a door for a key", () => {
  test.each(doors(BY_KEY))("%s %s is shut without one", async (method, path) => {
    for (const headers of FORGED) {
      const { status, text, headers: told } = await ask(method, path, headers);
      expect([status, text]).toEqual([401, expect.not.stringContaining(CANARY)]);
      expect(told.get("cache-control")).toMatch(/no-store/);
    }
  });

  test.each(doors(BY_KEY))("%s %s takes no session of any role", async (method, path) => {
    for (const role of ROLES)
      expect((await ask(method, path, cookiesOf(world.visitors[role]))).status).toBe(401);
  });

  test.each(doors(BY_KEY))("%s %s asks for the scope %s", async (method, path, scope) => {
    for (const held of SCOPES) {
      const { status, headers } = await ask(method, path, bearer(held));
      const mayDo = held === scope || (held === "manage" && scope !== "ingest");
      if (mayDo) expect([401, 403]).not.toContain(status);
      else expect(status).toBe(403);
      expect(headers.get("cache-control")).toMatch(/no-store/);
    }
  });
});

/** Other ways to write an address. Those that resolve to it ask for the key as it does. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `/.${path}`,
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `${path}%2f`,
  (path) => `${path}%00`,
  (path) => `${path}?key=x&authorization=x`,
  (path) => `${path};a=b`,
  (path) => path.toUpperCase(),
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replace("/api", "/%61pi"),
  (path) => path.replace("/v1/", "/v1/../v1/"),
  (path) => path.replace("/v1/", "/v1//"),
  (path) => path.replace("/v1/", "/%76%31/"),
  (path) => `/healthz/..${path}`,
  (path) => `/_next/static/..${path}`,
  (path) => `http://127.0.0.1${path}`,
];

test.each(doors([...BY_SESSION, ...BY_KEY]))("no spelling of %s %s opens it", async (method, path) => {
  for (const spell of SPELLINGS) {
    const { status, body } = await rawRequest(world.tocsin.url, spell(path), { method });
    expect(body, spell(path)).not.toContain(CANARY);
    expect([301, 307, 308, 400, 401, 404, 405, 415], spell(path)).toContain(status);
  }
});

describe("what is for everybody tells nothing", () => {
  const open = [
    ...routes
      .filter((path) => ROUTES[path] === "everybody")
      .map((path) => path.replace("[...nextauth]", "csrf")),
    ...MOUNTS.livez,
    ...table.filter(({ scope }) => scope === null).map(({ path }) => path),
  ];
  test.each(open)("%s", async (path) => {
    const { status, text } = await ask("GET", path, {});
    expect([status, text]).toEqual([200, expect.not.stringContaining(CANARY)]);
  });
});
