import { expect, test } from "vitest";
import { refusalForRoom } from "#lib/data-folder/backup/room.ts";

const GIB = 2 ** 30;

test.each([
  ["leaves 10 % and 2 GiB", 11, 100, 1, "spare", true],
  ["would leave less than 10 %", 10.5, 100, 1, "spare", false],
  ["would leave less than 2 GiB of a small disk", 2.5, 10, 1, "spare", false],
  ["does not fit", 1, 100, 2, "spare", false],
  ["only just fits before a migration", 1, 100, 1, "copy", true],
  ["does not fit before a migration", 1, 100, 1.1, "copy", false],
] as const)("a copy that %s", (_, free, total, bytes, room, may) => {
  const refusal = refusalForRoom({ free: free * GIB, total: total * GIB }, bytes * GIB, room);
  expect(refusal === null).toBe(may);
});

test("the refusal has both numbers", () => {
  expect(refusalForRoom({ free: GIB, total: 100 * GIB }, 2 * GIB, "copy")).toBe(
    "It needs 2.0 GiB, and 1.0 GiB is free.",
  );
  expect(refusalForRoom({ free: GIB, total: 100 * GIB }, 2 * GIB, "spare")).toBe(
    "It needs 12.0 GiB (2.0 GiB for itself, and 10 % of the disk or 2 GiB must stay free), and 1.0 GiB is free.",
  );
});
