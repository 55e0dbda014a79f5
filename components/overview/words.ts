import { formatSpan } from "#components/ui/time-format.ts";
import { LATENCY_BOUNDS } from "#lib/domain/overview/latency.ts";
import type { OverviewWindow } from "#lib/domain/overview/window.ts";

export const WINDOW_WORDS: Record<OverviewWindow, string> = {
  "1h": "1 hour",
  "24h": "24 hours",
  "7d": "7 days",
};

/** The words below a window's time axis, evenly spread. One is left out, because the first needs its room. */
export const WINDOW_TIMES: Record<OverviewWindow, readonly string[]> = {
  "1h": ["1 h ago", "45 min", "30 min", "15 min", "now"],
  "24h": ["24 h ago", "18", "12", "6", "now"],
  "7d": ["7 days ago", "", "5", "4", "3", "2", "1", "now"],
};

/** "1,204", or "100,000+" beyond what is counted. */
export const countInWords = (count: number, counted = Number.POSITIVE_INFINITY): string =>
  count > counted ? `${counted.toLocaleString("en")}+` : count.toLocaleString("en");

/** Rounded down, so that 100 % means all. Example: 0.99996 → "99.9 %" */
export const shareInWords = (share: number | null): string =>
  share === null ? "–" : `${Math.floor(share * 1_000) / 10} %`;

/** "0.2", "3.4", "1,204". */
export const rateInWords = (rate: number): string =>
  rate.toLocaleString("en", { maximumFractionDigits: rate < 10 ? (rate < 0.1 ? 2 : 1) : 0 });

const LONGEST_MS = LATENCY_BOUNDS.at(-1) ?? 0;

/** "12 ms", "1.2 s", "34 s", "5 min", "over 9 h", of which no more is known. Null: nothing was delivered. */
export function durationInWords(ms: number | null): string {
  if (ms === null) return "–";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} s`;
  return ms < LONGEST_MS ? formatSpan(ms) : `over ${formatSpan(LONGEST_MS)}`;
}

/** A value of an axis of times, in one unit for the whole axis. */
export function axisDuration(ms: number, max: number): string {
  const [unit, length] = UNITS.find(([, one]) => max >= one) ?? ["ms", 1];
  return ms === 0 ? "0" : `${Number((ms / length).toFixed(1))} ${unit}`;
}

const UNITS = [
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;
