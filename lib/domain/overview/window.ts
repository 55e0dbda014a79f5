export const OVERVIEW_WINDOWS = ["1h", "24h", "7d"] as const;
export type OverviewWindow = (typeof OVERVIEW_WINDOWS)[number];

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * The lengths of time, in ms, by which what happened is counted. Each window has its own, so that it reads at
 * most 168 of them however many minutes it has.
 */
export const ROLLUP_SPANS = [MINUTE_MS, QUARTER_MS, HOUR_MS] as const;
type RollupSpan = (typeof ROLLUP_SPANS)[number];

/** How long what was counted is kept, ms. */
export const ROLLUPS_KEPT_MS = 8 * 24 * HOUR_MS;

const PARTS: Record<OverviewWindow, { span: RollupSpan; count: number }> = {
  "1h": { span: MINUTE_MS, count: 60 },
  "24h": { span: QUARTER_MS, count: 96 },
  "7d": { span: HOUR_MS, count: 168 },
};

/** A window as whole spans; the last one runs up to now. Times in ms since 1970. */
export type WindowParts = { span: RollupSpan; starts: number[]; since: number; until: number };

/** The parts of the window that ends at `now`. Example: "1h" at 12:30:20 → 60 minutes, from 11:31 to 12:30. */
export function windowParts(window: OverviewWindow, now: number): WindowParts {
  const { span, count } = PARTS[window];
  const last = Math.floor(now / span) * span;
  const since = last - (count - 1) * span;
  return {
    span,
    starts: Array.from({ length: count }, (_, index) => since + index * span),
    since,
    until: now,
  };
}

/** The window that an address names; undefined if there is no such one. */
export const overviewWindow = (named: string): OverviewWindow | undefined =>
  OVERVIEW_WINDOWS.find((window) => window === named);
