import { describe, expect, test } from "vitest";
import type { Role } from "#lib/domain/people/actor.ts";
import { isLastAdmin, refuseLastAdmin } from "#lib/domain/people/last-admin.ts";
import type { UserState } from "#lib/domain/people/user-state.ts";

const person = (id: string, role: Role, state: UserState) => ({ id, role, state });
const ada = person("a", "admin", "active");

describe("the last active admin", () => {
  test.each([
    ["the only user", [ada], true],
    ["beside other roles", [ada, person("b", "operator", "active"), person("c", "viewer", "active")], true],
    ["beside an admin who was only invited", [ada, person("b", "admin", "invited")], true],
    ["beside a disabled admin", [ada, person("b", "admin", "disabled")], true],
    ["beside another active admin", [ada, person("b", "admin", "active")], false],
    ["while invited", [person("a", "admin", "invited"), person("b", "admin", "active")], false],
    ["while disabled, with nobody else", [person("a", "admin", "disabled")], false],
    ["who is an operator", [person("a", "operator", "active"), person("b", "admin", "active")], false],
    ["in an empty installation", [], false],
  ])("%s", (_, people, last) => {
    expect(isLastAdmin(people, "a")).toBe(last);
  });

  test.each(["disabled", "deleted", "demoted"] as const)(
    "can't be %s, and the refusal says what to do",
    (end) => {
      expect(() => refuseLastAdmin([ada], { id: "a", name: "Ada" }, end)).toThrow(
        `Ada is the last active admin and can't be ${end}: make another active user an admin first.`,
      );
      expect(() => refuseLastAdmin([ada], { id: "b", name: "Bob" }, end)).not.toThrow();
    },
  );
});
