import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCursor, seqCursor, toPage } from "#db/queries/page.ts";

describe("a cursor", () => {
  test("leads back to the row that it was made of", () => {
    fc.assert(
      fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (seq) => {
        expect(readCursor(seqCursor(seq))).toBe(seq);
      }),
    );
  });

  test("left out, the page begins at the newest", () => {
    expect(readCursor(undefined)).toBeNull();
  });

  test.each(["", " ", "A", "-1", "1.5", "zzzzzzzzzzz", "1' OR 1", "ab\n", "é", "0".repeat(12)])(
    "%j is none that a list gave",
    (cursor) => {
      expect(() => readCursor(cursor)).toThrow(
        expect.objectContaining({
          code: "invalid",
          issues: [
            {
              path: "cursor",
              message: "Use next_cursor of the page before, or leave it out to start anew.",
            },
          ],
        }),
      );
    },
  );
});

describe("a page of at most 2", () => {
  test.each<[number[], number[], string | null]>([
    [[], [], null],
    [[9], [9], null],
    [[9, 8], [9, 8], null],
    [[9, 8, 7], [9, 8], "8"],
  ])("of the rows %j holds %j, and %j leads on", (rows, data, nextCursor) => {
    expect(toPage(rows, 2, (row) => String(row))).toEqual({ data, nextCursor });
  });
});
