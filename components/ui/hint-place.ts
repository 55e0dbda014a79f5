import type { HintSide } from "./hint.ts";

type Size = { width: number; height: number };
type Box = Size & { left: number; top: number };

const GAP = 6;
const OPPOSITE: Record<HintSide, HintSide> = { top: "bottom", bottom: "top", left: "right", right: "left" };

/**
 * The position of a hint, in px of the viewport: on the given side of its anchor, or on the opposite side if
 * the first has no room, and always within the viewport.
 */
export function placeHint(
  anchor: Box,
  hint: Size,
  view: Size,
  side: HintSide,
): { left: number; top: number } {
  const at = (one: HintSide) => placeAt(one, anchor, hint);
  const chosen = [side, OPPOSITE[side]].find((one) => hasRoom(one, at(one), hint, view)) ?? side;
  const place = at(chosen);
  return {
    left: Math.max(0, Math.min(place.left, view.width - hint.width)),
    top: Math.max(0, Math.min(place.top, view.height - hint.height)),
  };
}

function placeAt(side: HintSide, anchor: Box, hint: Size): { left: number; top: number } {
  const centred = {
    left: anchor.left + (anchor.width - hint.width) / 2,
    top: anchor.top + (anchor.height - hint.height) / 2,
  };
  switch (side) {
    case "top":
      return { ...centred, top: anchor.top - hint.height - GAP };
    case "bottom":
      return { ...centred, top: anchor.top + anchor.height + GAP };
    case "left":
      return { ...centred, left: anchor.left - hint.width - GAP };
    case "right":
      return { ...centred, left: anchor.left + anchor.width + GAP };
  }
}

/**
 * Checks only the axis of the side. On the other axis the hint can be moved; on this one it would cover its
 * anchor.
 */
function hasRoom(
  side: HintSide,
  { left, top }: { left: number; top: number },
  hint: Size,
  view: Size,
): boolean {
  if (side === "top" || side === "bottom") return top >= 0 && top + hint.height <= view.height;
  return left >= 0 && left + hint.width <= view.width;
}
