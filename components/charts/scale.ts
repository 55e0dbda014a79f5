/** The height of every chart's drawing, in its own units: 0 is the top, HEIGHT the zero line. */
export const HEIGHT = 100;

/** An axis from zero to `max`, with the values of its lines. */
export type Scale = { max: number; ticks: readonly number[] };

/**
 * An axis that holds all `values` and has round numbers: its end is 1, 2 or 5 times a power of ten.
 *
 * Example: [3, 17] → { max: 20, ticks: [0, 10, 20] }; without anything above zero up to `least`
 */
export function roundScale(values: readonly number[], least: number): Scale {
  return halved(roundUp(Math.max(least, ...values)));
}

function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 5, 10].find((one) => one * power >= value * (1 - Number.EPSILON)) ?? 10;
  return Number((factor * power).toPrecision(12));
}

/** An axis to a given end, with a line at its half. */
export const halved = (max: number): Scale => ({ max, ticks: [0, max / 2, max] });

/** The height at which a value is drawn. */
export const heightOf = ({ max }: Scale, value: number): number =>
  Number((HEIGHT - (Math.min(value, max) / max) * HEIGHT).toFixed(2));
