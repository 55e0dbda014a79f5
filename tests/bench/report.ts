/** One line of the report. `target` is the value to reach. */
export type Figure = {
  scenario: string;
  figure: string;
  value: number;
  unit: string;
  target?: { at: "most" | "least"; value: number };
};

export type Scenario = {
  name: string;
  /** The description for `--help`. */
  title: string;
  run(bench: Bench): Promise<Figure[]>;
};

export type Bench = {
  /** How often a measurement is repeated. The report shows the median. */
  runs: number;
  /** Scales the number of alerts; 1 for the real figures. */
  scale: number;
  /** The folder of another checkout, to compare this one with. */
  other: string | undefined;
  progress(what: string): void;
};

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

export function table(figures: Figure[]): string {
  const rows = figures.map(({ scenario, figure, value, unit, target }) => [
    scenario,
    figure,
    `${rounded(value)} ${unit}`.trim(),
    target === undefined ? "" : `at ${target.at} ${rounded(target.value)} ${unit}`.trim(),
    target === undefined ? "" : reached(value, target) ? "reached" : "missed",
  ]);
  const all = [["scenario", "figure", "median", "target", ""], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

const reached = (value: number, { at, value: wanted }: NonNullable<Figure["target"]>): boolean =>
  at === "most" ? value <= wanted : value >= wanted;

function rounded(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(3)));
}
