import { expect, test } from "vitest";
import type { Actor } from "#lib/domain/people/actor.ts";
import { changedBy } from "#lib/engine/intake/changed-by.ts";

test.each<[Actor, ReturnType<typeof changedBy>]>([
  [
    { kind: "user", id: "usr_1", name: "Ada", role: "admin" },
    { by: "Ada", apiKeyId: null, requestId: null },
  ],
  [
    { kind: "api_key", id: "key_1", name: "Night shift", scopes: ["operate"], requestId: "req-1" },
    { by: "Night shift", apiKeyId: "key_1", requestId: "req-1" },
  ],
  [{ kind: "cli" }, { by: "cli", apiKeyId: null, requestId: null }],
])("a change by %j", (actor, expected) => {
  expect(changedBy(actor)).toEqual(expected);
});
