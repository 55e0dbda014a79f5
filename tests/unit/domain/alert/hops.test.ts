import { expect, test } from "vitest";
import { readHops } from "#lib/domain/alert/hops.ts";

test.each<[string | null, number]>([
  [null, 0],
  ["0", 0],
  ["1", 1],
  ["5", 5],
  ["007", 7],
  ["99999999999999999999", 1e20],
  ["", 0],
  ["-1", 0],
  ["+1", 0],
  ["1.5", 0],
  ["1e3", 0],
  ["0x5", 0],
  ["3, 3", 0],
  ["three", 0],
  ["٣", 0],
])("tocsin-hops: %j says %i", (header, hops) => {
  expect(readHops(header)).toBe(hops);
});
