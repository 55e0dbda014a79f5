import { HEIGHT, heightOf, type Scale } from "./scale.ts";

/** Each part of the time is 1 wide. Between two bars is a gap. */
const GAP = 0.15;
/** The least height of a bar, so that one failure among thousands is seen. It may cover the bar below. */
const LEAST = 2;

/**
 * Bars on top of each other: one path for each series, the first series at the bottom. `parts` has the values
 * of all series for each part of the time.
 */
export function stackedBars(parts: readonly (readonly number[])[], scale: Scale): string[] {
  const series = parts[0]?.length ?? 0;
  const paths = Array.from({ length: series }, () => "");
  for (const [at, values] of parts.entries()) {
    let bottom = HEIGHT;
    for (const [index, value] of values.entries()) {
      if (value <= 0) continue;
      const height = Math.max(HEIGHT - heightOf(scale, value), LEAST);
      const top = Math.max(0, bottom - height);
      paths[index] += bar(at, top, Math.max(bottom, top + LEAST));
      bottom = top;
    }
  }
  return paths;
}

const bar = (at: number, top: number, bottom: number): string =>
  `M${at + GAP} ${round(bottom)}V${round(top)}h${1 - 2 * GAP}V${round(bottom)}z`;

/**
 * A line that is level within each part of the time, and has a gap where nothing is known (null).
 *
 * Example: [5, null, 10] on an axis to 10 → "M0 50h1M2 0h1"
 */
export function steps(values: readonly (number | null)[], scale: Scale): string {
  let path = "";
  let joined = false;
  for (const [at, value] of values.entries()) {
    if (value !== null) path += `${joined ? "V" : `M${at} `}${heightOf(scale, value)}h1`;
    joined = value !== null;
  }
  return path;
}

const round = (value: number): number => Number(value.toFixed(2));
