import { describe, expect, test } from "vitest";
import { newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";
import { refusalOf } from "../../refusal.ts";

describe("the scopes of a new key", () => {
  test.each([
    [["ingest"], ["ingest"]],
    [
      ["manage", "ingest"],
      ["ingest", "manage"],
    ],
    [
      ["read", "read", "operate"],
      ["read", "operate"],
    ],
  ])("%j → %j: each once, in one order", (given, scopes) => {
    expect(newApiKeySchema.parse({ name: "CI", scopes: given }).scopes).toEqual(scopes);
  });

  test.each([
    [[], "scopes", "Choose at least one scope."],
    [["admin"], "scopes[0]", "A scope is one of ingest, read, operate, manage."],
    [["read", "Ingest"], "scopes[1]", "A scope is one of ingest, read, operate, manage."],
  ])("%j is refused at %s", (scopes, path, message) => {
    expect(refusalOf(newApiKeySchema, { name: "CI", scopes })).toEqual([{ path, message }]);
  });
});

test.each([
  ["", "Name is required."],
  ["a".repeat(101), "Name may have at most 100 characters."],
])("the name %j is refused", (name, message) => {
  expect(refusalOf(newApiKeySchema, { name, scopes: ["read"] })).toEqual([{ path: "name", message }]);
});
