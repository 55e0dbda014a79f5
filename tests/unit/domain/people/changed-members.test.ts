import { expect, test } from "vitest";
import { changedMembers } from "#lib/domain/people/changed-members.ts";

test.each([
  [{ a: 1, b: 2 }, { a: 1, b: 2 }, {}],
  [
    { a: 1, b: 2 },
    { a: 1, b: 3 },
    { b: 3, was: { b: 2 } },
  ],
  [
    { a: [1], b: { c: 1 } },
    { a: [2], b: { c: 1 } },
    { a: [2], was: { a: [1] } },
  ],
  [{ a: "x" }, { a: null }, { a: null, was: { a: "x" } }],
  [{}, { a: 1 }, { a: 1, was: { a: null } }],
  [{ a: 1, other: 2 }, { a: 3 }, { a: 3, was: { a: 1 } }],
])("%j → %j leaves %j", (before, after, told) => {
  expect(changedMembers(before, after)).toEqual(told);
});
