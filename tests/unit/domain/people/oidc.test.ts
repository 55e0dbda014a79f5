import { describe, expect, test } from "vitest";
import type { Role } from "#lib/domain/people/actor.ts";
import { type Claims, personOf, roleOfClaims } from "#lib/domain/people/oidc.ts";

const values = { admin: ["root"], operator: ["ops", "oncall"], viewer: ["staff"] };

describe("the role that a claim gives", () => {
  test.each<[what: string, claim: string, claims: Claims, role: Role | null]>([
    ["by a text", "role", { role: "ops" }, "operator"],
    ["by a list", "groups", { groups: ["other", "staff"] }, "viewer"],
    ["the highest of several", "groups", { groups: ["staff", "oncall", "root"] }, "admin"],
    ["in a nested claim", "realm_access.roles", { realm_access: { roles: ["ops"] } }, "operator"],
    [
      "in a claim whose name has dots",
      "https://x.example/roles",
      { "https://x.example/roles": "root" },
      "admin",
    ],
    ["by its name before its path", "a.b", { "a.b": "staff", a: { b: "root" } }, "viewer"],
    ["none for another value", "groups", { groups: ["rooty", "ROOT", "root "] }, null],
    ["none without the claim", "groups", { roles: ["root"] }, null],
    ["none for a claim of another shape", "groups", { groups: { root: true } }, null],
    ["none for values that only print alike", "groups", { groups: [["root"]] }, null],
    ["none by a name of every object", "constructor.name", {}, null],
    ["none through a text", "groups.length", { groups: "root" }, null],
  ])("%s", (_, claim, claims, role) => {
    expect(roleOfClaims(claims, { claim, values })).toBe(role);
  });

  test("none by an empty list", () => {
    const nobody = { admin: [], operator: [], viewer: [] };
    expect(roleOfClaims({}, { claim: "groups", values: nobody })).toBeNull();
  });
});

describe("a person by claims", () => {
  const claims = { iss: "https://id.example.com", sub: "1", email: "ada@example.com" };

  test.each([undefined, false, "true", 1, null])("with email_verified %j is not verified", (verified) => {
    expect(personOf({ ...claims, email_verified: verified }).emailVerified).toBe(false);
  });

  test("has a verified email only by true", () => {
    expect(personOf({ ...claims, email_verified: true, name: "Ada" })).toEqual({
      issuer: "https://id.example.com",
      subject: "1",
      email: "ada@example.com",
      emailVerified: true,
      name: "Ada",
    });
  });

  test("without texts has neither email nor name", () => {
    expect(personOf({ iss: "i", sub: "1", email: 5, name: ["Ada"] })).toMatchObject({
      email: null,
      name: null,
    });
  });
});
