import { expect, test } from "vitest";
import { refusalForRoom } from "#lib/data-folder/backup/room.ts";

const GIB = 2 ** 30;

test.each([
  ["leaves 10 % and 2 GiB", 11, 100, 1, "backup", true],
  ["would leave less than 10 %", 10.5, 100, 1, "backup", false],
  ["would leave less than 2 GiB of a small disk", 2.5, 10, 1, "backup", false],
  ["does not fit", 1, 100, 2, "backup", false],
  ["only just fits before a migration", 1, 100, 1, "migration", true],
  ["does not fit before a migration", 1, 100, 1.1, "migration", false],
] as const)("a copy that %s", (_, free, total, bytes, purpose, may) => {
  const refusal = refusalForRoom({ free: free * GIB, total: total * GIB }, bytes * GIB, purpose);
  expect(refusal === null).toBe(may);
});

test("the refusal has both numbers", () => {
  expect(refusalForRoom({ free: GIB, total: 100 * GIB }, 2 * GIB, "migration")).toBe(
    "It needs 2.0 GiB, and 1.0 GiB is free.",
  );
  expect(refusalForRoom({ free: GIB, total: 100 * GIB }, 2 * GIB, "backup")).toBe(
    "It needs 12.0 GiB (2.0 GiB for itself, and 10 % of the disk or 2 GiB must stay free), and 1.0 GiB is free.",
  );
});
