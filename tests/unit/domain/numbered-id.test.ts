import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newBoot, numberedId, readNumberedId, seqsOfIdStart } from "#lib/domain/numbered-id.ts";

const kind = fc.constantFrom("evt" as const, "dlv" as const);
const seq = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
const boot = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((bits) => bits.toString(36).padStart(13, "0"));

test("a boot has 13 characters of base 36, and no two are the same", () => {
  const boots = Array.from({ length: 1_000 }, newBoot);
  expect(boots.every((one) => /^[0-9a-z]{13}$/.test(one))).toBe(true);
  expect(new Set(boots).size).toBe(1_000);
});

test("an id is read back to what it was made of, and is short and URL-safe", () => {
  expect(numberedId("evt", 1_000, "3w5e11264sgsf")).toBe("evt_rs_3w5e11264sgsf");
  fc.assert(
    fc.property(kind, seq, boot, (kind, seq, boot) => {
      const id = numberedId(kind, seq, boot);
      expect(id).toMatch(/^(evt|dlv)_[0-9a-z_]{1,60}$/);
      expect(readNumberedId(kind, id)).toEqual({ seq, boot });
      expect(readNumberedId(kind === "evt" ? "dlv" : "evt", id)).toBeNull();
    }),
  );
});

test.each([
  ["a UUID", "evt_0190f3a1-7c1e-7d2a-9b3c-4d5e6f708192"],
  ["nothing", ""],
  ["another kind", "alr_1_3w5e11264sgsf"],
  ["a number with a zero before it, which is another text", "evt_01_3w5e11264sgsf"],
  ["a number in capitals", "evt_RS_3w5e11264sgsf"],
  ["a number too high to be exact", `evt_${(2 ** 53).toString(36)}_3w5e11264sgsf`],
  ["a boot that is too short", "evt_1_3w5e"],
  ["a boot that is too long", "evt_1_3w5e11264sgsf0"],
])("%s is no such id", (_, id) => {
  expect(readNumberedId("evt", id)).toBeNull();
});

describe("the start of an id", () => {
  test.each([
    ["dlv_1_", [{ from: 1, to: 1 }]],
    ["dlv_1_3w5e", [{ from: 1, to: 1 }]],
    ["dlv_0", []],
    ["dlv_1-", []],
    ["evt_1", []],
    ["dlv_", [{ from: 1, to: Number.MAX_SAFE_INTEGER }]],
  ])("%s", (start, ranges) => {
    expect(seqsOfIdStart("dlv", start)).toEqual(ranges);
  });

  test("leads to the ranges of exactly those numbers whose ids may begin so, the highest first", () => {
    fc.assert(
      fc.property(seq, seq, boot, fc.nat(20), (wanted, other, boot, length) => {
        const start = numberedId("dlv", wanted, boot).slice(0, "dlv_1".length + length);
        const ranges = seqsOfIdStart("dlv", start);
        const has = (one: number) => ranges.some(({ from, to }) => from <= one && one <= to);
        expect(has(wanted)).toBe(true);
        if (has(other)) expect(numberedId("dlv", other, boot).startsWith(start)).toBe(true);
        expect(ranges.toSorted((a, b) => b.from - a.from)).toEqual(ranges);
      }),
    );
  });
});
