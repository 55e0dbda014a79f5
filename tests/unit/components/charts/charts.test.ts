import { describe, expect, test } from "vitest";
import { halved, roundScale } from "#components/charts/scale.ts";
import { stackedBars, steps } from "#components/charts/shapes.ts";

describe("an axis", () => {
  test.each<[number[], number, number[]]>([
    [[3, 17], 1, [0, 10, 20]],
    [[20], 1, [0, 10, 20]],
    [[21], 1, [0, 25, 50]],
    [[0.3], 1, [0, 0.5, 1]],
    [[], 1, [0, 0.5, 1]],
    [[0.03], 0.01, [0, 0.025, 0.05]],
    [[999_999], 1, [0, 500_000, 1_000_000]],
  ])("that holds %j, and %d at least, has lines at %j", (values, least, ticks) => {
    expect(roundScale(values, least)).toEqual({ max: ticks.at(-1), ticks });
  });
});

describe("stacked bars", () => {
  const scale = halved(10);

  test("stand on each other, in the order of the series", () => {
    expect(
      stackedBars(
        [
          [5, 2],
          [0, 4],
        ],
        scale,
      ),
    ).toEqual(["M0.15 100V50h0.7V100z", "M0.15 50V30h0.7V50zM1.15 100V60h0.7V100z"]);
  });

  test("are seen however small, also on top of the highest", () => {
    expect(stackedBars([[10, 0.001]], scale)).toEqual(["M0.15 100V0h0.7V100z", "M0.15 2V0h0.7V2z"]);
    expect(stackedBars([[5, 0.001]], scale)[1]).toBe("M0.15 50V48h0.7V50z");
  });

  test("of no parts are none", () => {
    expect(stackedBars([], scale)).toEqual([]);
  });
});

describe("steps", () => {
  test.each<[(number | null)[], string]>([
    [[5, 10], "M0 50h1V0h1"],
    [[5, null, 10], "M0 50h1M2 0h1"],
    [[null, null], ""],
    [[20], "M0 0h1"],
  ])("through %j", (values, path) => {
    expect(steps(values, halved(10))).toBe(path);
  });
});
