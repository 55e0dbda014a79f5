import { expect, test } from "vitest";
import { placeHint } from "#components/ui/hint-place.ts";

const view = { width: 1_000, height: 800 };
const hint = { width: 100, height: 20 };
const box = (left: number, top: number) => ({ left, top, width: 40, height: 30 });

test.each([
  ["above", "top", box(500, 400), { left: 470, top: 374 }],
  ["below", "bottom", box(500, 400), { left: 470, top: 436 }],
  ["at the left", "left", box(500, 400), { left: 394, top: 405 }],
  ["at the right", "right", box(500, 400), { left: 546, top: 405 }],
  ["below if there is no room above", "top", box(500, 10), { left: 470, top: 46 }],
  ["at the left if there is no room at the right", "right", box(950, 400), { left: 844, top: 405 }],
  ["moved away from the left edge", "top", box(0, 400), { left: 0, top: 374 }],
  ["moved away from the right edge", "top", box(960, 400), { left: 900, top: 374 }],
] as const)("a hint stands %s", (_, side, anchor, place) => {
  expect(placeHint(anchor, hint, view, side)).toEqual(place);
});
