import { expect, test } from "vitest";
import { refuseOldVersion } from "#lib/domain/version.ts";

test.each([
  ["the stored version", 3],
  ["no version", undefined],
])("a change of %s is taken", (_, given) => {
  expect(() => refuseOldVersion("rule", { stored: 3, given })).not.toThrow();
});

test.each([
  ["channel", "this channel since you opened it"],
  ["rule", "this rule since you opened it"],
  ["access requests", "these settings since you opened them"],
] as const)("a change of an older version of the %s is a conflict", (thing, what) => {
  expect(() => refuseOldVersion(thing, { stored: 3, given: 2 })).toThrow(
    expect.objectContaining({
      code: "conflict",
      message: `Somebody else changed ${what}: reload to see their change, then make yours.`,
    }),
  );
});
