import { describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/errors.ts";
import {
  type Actor,
  authorise,
  may,
  ROLES,
  type Role,
  SCOPES,
  type Scope,
} from "#lib/domain/people/actor.ts";

const user = (role: Role): Actor => ({ kind: "user", id: "usr_1", name: "Ada", role });
const key = (...scopes: Scope[]): Actor => ({ kind: "api_key", id: "key_1", name: "CI", scopes });

const rightsOf = (actor: Actor): Scope[] => SCOPES.filter((scope) => may(actor, scope));

describe("what one may do", () => {
  test.each<[string, Actor, Scope[]]>([
    ["an admin", user("admin"), ["read", "operate", "manage"]],
    ["an operator", user("operator"), ["read", "operate"]],
    ["a viewer", user("viewer"), ["read"]],
    ["a key without scopes", key(), []],
    ["a key to post with", key("ingest"), ["ingest"]],
    ["a key that operates", key("operate"), ["operate"]],
    ["a key that manages: all but posting", key("manage"), ["read", "operate", "manage"]],
    ["a key with all scopes", key(...SCOPES), [...SCOPES]],
    ["the command line", { kind: "cli" }, [...SCOPES]],
    ["Tocsin itself", { kind: "system" }, [...SCOPES]],
    ["nobody", { kind: "nobody" }, []],
  ])("%s", (_, actor, rights) => {
    expect(rightsOf(actor)).toEqual(rights);
  });

  test("every role reads", () => {
    for (const role of ROLES) expect(may(user(role), "read")).toBe(true);
  });
});

describe("who lacks a right is told", () => {
  test.each<[Actor, Scope, string]>([
    [key("read"), "ingest", 'This API key lacks the scope "ingest": use a key that has it.'],
    [user("viewer"), "manage", "Your role does not allow this: ask an admin."],
    [{ kind: "nobody" }, "read", "Your role does not allow this: ask an admin."],
  ])("%j for %s", (actor, scope, message) => {
    expect(() => authorise(actor, scope)).toThrow(new AppError("forbidden", message));
  });

  test("who has it passes", () => {
    expect(() => authorise(user("admin"), "manage")).not.toThrow();
  });
});
