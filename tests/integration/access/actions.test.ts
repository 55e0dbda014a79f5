import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ROLES } from "#lib/domain/people/actor.ts";
import { type BuiltAction, builtActions } from "../../support/built.ts";
import type { Visitor } from "../../support/visitor.ts";
import { ACTIONS, hasRight } from "./classes.ts";
import { makeWorld, type World } from "./world.ts";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
});

afterAll(() => world[Symbol.asyncDispose]());

const keyOf = ({ file, name }: BuiltAction) =>
  `${file.replace(/^app\//, "").replace(/\/[^/]*$/, "")}#${name}`;

const built = new Map(builtActions().map((action) => [keyOf(action), action]));
const names = [...built.keys()].sort();
const classOf = (name: string) => ACTIONS[name] ?? { right: "manage" as const };
const guarded = names.filter((name) => classOf(name).right !== "everybody");

test("every server action of the build is classified, and no other", () => {
  expect(names).toEqual(Object.keys(ACTIONS).sort());
});

/** Calls the action by its id on a page that everybody may see. */
async function call(visitor: Visitor, name: string, headers: Record<string, string>): Promise<string> {
  const { id = "" } = built.get(name) ?? {};
  const answer = await visitor.request("/login", {
    method: "POST",
    headers: {
      accept: "text/x-component",
      "content-type": "text/plain;charset=UTF-8",
      "next-action": id,
      ...headers,
    },
    body: JSON.stringify(classOf(name).args ?? []),
  });
  return `${answer.status} ${JSON.stringify([...answer.headers])} ${await answer.text()}`;
}

const fromHere = () => ({ origin: world.tocsin.url });

const SIGNED_OUT = /"signedOut":true/;
const NOT_YOU = /role does not allow/;

describe("without a session", () => {
  test.each(guarded)("%s says so and does nothing", async (name) => {
    expect(await call(world.stranger(), name, fromHere())).toMatch(SIGNED_OUT);
  });

  test.each(guarded)("%s is not reached past a middleware or with a token of nobody", async (name) => {
    const past = { "x-middleware-subrequest": Array(5).fill("middleware").join(":") };
    const visitor = world.stranger();
    visitor.cookies.set("tocsin-session", "x");
    expect(await call(visitor, name, { ...fromHere(), ...past })).toMatch(SIGNED_OUT);
  });
});

describe.each(ROLES)("as %s", (role) => {
  test.each(guarded)("%s", async (name) => {
    const answer = await call(world.visitors[role], name, fromHere());
    expect(answer).not.toMatch(SIGNED_OUT);
    if (hasRight(role, classOf(name).right)) expect(answer).not.toMatch(NOT_YOU);
    else expect(answer).toMatch(NOT_YOU);
  });
});

/** Either Next refuses it, or Tocsin says so in words, or the form that was sent does. */
const REFUSED = /^(?:4|5)\d\d |did not come from a page of Tocsin|refused=(?:forbidden|over)/;

describe.each<[string, () => Record<string, string>]>([
  ["another site", () => ({ origin: "https://evil.example" })],
  ["a site whose name begins with ours", () => ({ origin: `${world.tocsin.url}.evil.example` })],
  ["another port of this host", () => ({ origin: "http://127.0.0.1:1" })],
  ["an opaque origin", () => ({ origin: "null" })],
  ["no origin at all", () => ({})],
  ["no URL", () => ({ origin: "tocsin" })],
  [
    "another site that forges ours",
    () => ({ origin: "https://evil.example", "x-forwarded-host": "evil.example", "x-tocsin-own": "1" }),
  ],
  ["another site by the referrer alone", () => ({ referer: "https://evil.example/" })],
])("an admin's browser, sent by %s", (_, headers) => {
  test.each(names)("is refused %s", async (name) => {
    expect(await call(world.visitors.admin.copy(), name, headers())).toMatch(REFUSED);
  });

  test("keeps its session", async () => {
    await call(world.visitors.admin.copy(), "(console)#signOut", headers());
    expect((await world.visitors.admin.request("/alerts")).status).toBe(200);
  });
});
