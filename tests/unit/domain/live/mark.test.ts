import { expect, test } from "vitest";
import { isAfter, isOfSameProcess } from "#lib/domain/live/mark.ts";

test.each([
  ["a version later", "e.p.b.s", "e.p.a.s", true],
  ["the same", "e.p.a.s", "e.p.a.s", false],
  ["a version earlier", "e.p.a.s", "e.p.b.s", false],
  ["by number, not as text", "e.p.10.s", "e.p.z.s", true],
  ["of another process, whose versions can't be compared", "e.q.1.s", "e.p.9.s", true],
  ["after no mark at all", "e.p.1.s", "", true],
])("%s", (_, told, seen, expected) => {
  expect(isAfter(told, seen)).toBe(expected);
});

test("the process is the second part", () => {
  expect(isOfSameProcess("e.p.1.s", "e.p.2.t")).toBe(true);
  expect(isOfSameProcess("e.p.1.s", "e.q.1.s")).toBe(false);
  expect(isOfSameProcess("e.p.1.s", "")).toBe(false);
});
