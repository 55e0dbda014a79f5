import { halved, roundScale, type Scale } from "#components/charts/scale.ts";

const SECOND = 1_000;
/** The ends of an axis of times from one minute on, in seconds: their halves are whole numbers of a unit. */
const ROUND_SECONDS = [60, 120, 240, 600, 1_200, 3_600, 7_200, 14_400, 28_800, 43_200];

/** An axis of times from zero to at least `longest`, in ms. Example: 70,000 → up to 2 min. */
export function axisScale(longest: number): Scale {
  if (longest <= 50 * SECOND) return roundScale([longest], 10);
  const end = ROUND_SECONDS.find((seconds) => seconds * SECOND >= longest) ?? 86_400;
  return halved(end * SECOND);
}
