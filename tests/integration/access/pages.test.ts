import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "#lib/domain/people/actor.ts";
import { builtAddresses, filledAddress } from "../../support/built.ts";
import { type RawAnswer, rawRequest } from "../../support/raw-request.ts";
import type { Visitor } from "../../support/visitor.ts";
import { hasRight, PAGES, type Right } from "./classes.ts";
import { CANARY, makeWorld, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const { pages } = builtAddresses();
const all = pages.map((page): [page: string, right: Right] => [page, PAGES[page] ?? "manage"]);
const guarded = all.filter(([, right]) => right !== "everybody").map(([page]) => page);

const at = (page: string) => filledAddress(page, world.ids);

test("every page of the build is classified, and no other", () => {
  expect(pages).toEqual(Object.keys(PAGES).sort());
});

/** How the router, its prefetches and attackers ask for a page. */
const WAYS: readonly [string, Record<string, string>][] = [
  ["as a browser", { accept: "text/html" }],
  ["as the router", { rsc: "1" }],
  ["as the router that knows the page", { rsc: "1", "next-router-state-tree": "%5B%22%22%2C%7B%7D%5D" }],
  ["as a prefetch", { rsc: "1", "next-router-prefetch": "1" }],
  [
    "as a prefetch of a segment",
    { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" },
  ],
  ["as the data of a page", { "x-nextjs-data": "1" }],
  ["past a middleware", { "x-middleware-subrequest": Array(5).fill("middleware").join(":") }],
  ["past a middleware in src", { "x-middleware-subrequest": Array(5).fill("src/middleware").join(":") }],
  ["as a revalidation", { "x-prerender-revalidate": "1", purpose: "prefetch" }],
];

/** Follows the redirect to the same page under the address that the router would have asked for. */
async function asked(visitor: Visitor, path: string, headers: Record<string, string>) {
  const answer = await visitor.request(path, { headers });
  const to = answer.headers.get("location") ?? "";
  if (!to.startsWith(`${path}?_rsc`)) return answer;
  return visitor.request(to, { headers });
}

describe.each(WAYS)("without a session, %s", (_, headers) => {
  test.each(guarded)("%s leads to sign-in and tells nothing", async (page) => {
    const answer = await asked(world.stranger(), at(page), headers);
    const told = `${JSON.stringify([...answer.headers])}${await answer.text()}`;
    expect(told).not.toContain(CANARY);
    expect([200, 303, 307]).toContain(answer.status);
    // A prefetch stops at what the pages have in common, and runs none.
    if (headers["next-router-prefetch"] === undefined) expect(told).toMatch(/\/login/);
    if (headers.rsc === undefined) expect(answer.headers.get("location")).toMatch(/^\/login(\?next=|$)/);
  });
});

test.each(guarded)("a token that nobody was given does not open %s", async (page) => {
  const visitor = world.stranger();
  const [head, ...rest] = (world.visitors.admin.cookies.get("tocsin-session") ?? "").split(".");
  for (const token of ["x", [head, ...rest.toReversed()].join("."), `${head}....`]) {
    for (const name of ["tocsin-session", "__Host-tocsin-session", "next-auth.session-token"])
      visitor.cookies.set(name, token);
    expect(await visitor.ledTo(at(page))).toMatch(/^\/login/);
  }
});

/** Other ways to write an address, some of which the listener resolves to it. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => `/.${path}`,
  (path) => `/nowhere/..${path}`,
  (path) => `/nowhere/%2e%2e${path}`,
  (path) => `/${path}`,
  (path) => `${path}/`,
  (path) => `${path}//`,
  (path) => `${path}/.`,
  (path) => `${path}%2f`,
  (path) => `${path}%00`,
  (path) => `${path};a=b`,
  (path) => `${path}.rsc`,
  (path) => `${path}.json`,
  (path) => `${path}.segments/_tree.segment.rsc`,
  (path) => path.toUpperCase(),
  (path) => path.replaceAll("/", "\\"),
  (path) => path.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => `/_next/data/build${path}.json`,
  (path) => `/_next/image?url=${encodeURIComponent(path)}&w=640&q=75`,
  (path) => `http://127.0.0.1${path}`,
];

test.each(guarded)("without a session, no spelling of %s tells anything", async (page) => {
  for (const spell of SPELLINGS) {
    const path = spell(at(page));
    const answer = await rawRequest(world.tocsin.url, path, { method: "GET" });
    expect(JSON.stringify(answer satisfies RawAnswer), path).not.toContain(CANARY);
    expect(answer.status, path).toBeLessThan(500);
  }
});

test.each(all.filter(([, right]) => right === "everybody"))("%s is for everybody", async (page) => {
  const answer = await world.stranger().request(at(page));
  // The second step of the sign-in leads to the first.
  expect(answer.headers.get("location")).toBe(page === "/login/code" ? "/login?next=%2F&refused=over" : null);
  expect(await answer.text()).not.toContain(CANARY);
});

/** What a page says to somebody who may not do what it is for. */
const WHO_MAY = /[Aa]sk (?:an admin|one of them)/;

describe.each(ROLES)("as %s", (role) => {
  test.each(all.filter(([page]) => !page.startsWith("/_")))(
    "%s, which needs the right %s",
    async (page, right) => {
      const answer = await shown(world.visitors[role], at(page));
      const text = await answer.text();
      expect(answer.status).toBe(200);
      if (right === "everybody") return;
      expect(text).toContain(`${role}@${CANARY}.example`);
      if (right === "read" || right === "self") return;
      if (hasRight(role, right)) expect(text).not.toMatch(WHO_MAY);
      else expect(text).toMatch(WHO_MAY);
    },
  );
});

/** The addresses that a page links to, apart from other pages of its own list. */
const linksOf = (html: string): string[] => [
  ...new Set(
    [...html.matchAll(/<a\b[^>]*\shref="(\/[^"]*)"/g)].map(([, href = ""]) => href.replaceAll("&amp;", "&")),
  ),
];

describe.each(ROLES)("as %s, no link leads to", (role) => {
  test("what one may not do, or to nothing", async () => {
    const linked = new Set<string>();
    for (const [page, right] of all)
      if (hasRight(role, right) && !page.startsWith("/_"))
        for (const href of linksOf(await (await shown(world.visitors[role], at(page))).text()))
          linked.add(href);
    expect(linked.size).toBeGreaterThan(20);
    for (const href of linked) {
      const answer = await shown(world.visitors[role], href);
      expect([href, answer.status]).toEqual([href, 200]);
      expect(await answer.text(), href).not.toMatch(WHO_MAY);
    }
  });
});

/** The page after its redirects to other pages. */
async function shown(visitor: Visitor, path: string): Promise<Response> {
  const answer = await visitor.request(path);
  const to = answer.headers.get("location");
  return to === null ? answer : shown(visitor, to);
}
