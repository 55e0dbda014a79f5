import { expect, test } from "vitest";
import { pairByKey } from "#lib/domain/config/pair.ts";

const comparison = {
  keyOfStored: (text: string) => text.slice(0, 1),
  keyOfWanted: (text: string) => text.slice(0, 1),
  isSame: (stored: string, wanted: string) => stored === wanted,
};

test.each<[string, string[], string[], [string | undefined, string][], string[]]>([
  ["new and gone", ["a1"], ["b1"], [[undefined, "b1"]], ["a1"]],
  ["changed", ["a1"], ["a2"], [["a1", "a2"]], []],
  ["the same first", ["a1", "a2"], ["a2"], [["a2", "a2"]], ["a1"]],
  [
    "the same first, the rest in order",
    ["a1", "a2", "a3"],
    ["a4", "a3", "a5"],
    [
      ["a1", "a4"],
      ["a3", "a3"],
      ["a2", "a5"],
    ],
    [],
  ],
  [
    "one more of a key",
    ["a1"],
    ["a1", "a1"],
    [
      ["a1", "a1"],
      [undefined, "a1"],
    ],
    [],
  ],
])("%s", (_, stored, wanted, pairs, left) => {
  const paired = pairByKey(stored, wanted, comparison);
  expect(paired.pairs.map((pair) => [pair.stored, pair.wanted])).toEqual(pairs);
  expect(paired.left).toEqual(left);
});
