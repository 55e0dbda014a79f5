import { latencyWithin } from "./latency.ts";

/** What became of deliveries in some time. Tests are not counted. */
type Counts = {
  delivered: number;
  failed: number;
  cancelled: number;
  /** Attempts that failed, whether or not another one followed. */
  failedAttempts: number;
};

/** Counts with how long those delivered took: how many fell into each class (`latencyClass`). */
export type CountsWithLatency = Counts & { latencies: readonly number[] };

/** Counts as people read them. The times, in ms from receipt to delivered, leave out what was sent again. */
export type Figures = Counts & {
  /** Of those that were delivered or failed, 0–1; null of none. */
  shareDelivered: number | null;
  p50: number | null;
  p95: number | null;
};

export const NOTHING: CountsWithLatency = {
  delivered: 0,
  failed: 0,
  cancelled: 0,
  failedAttempts: 0,
  latencies: [],
};

/** Adds up what happened in several spans. */
export function sumOf(all: readonly CountsWithLatency[]): CountsWithLatency {
  const length = Math.max(0, ...all.map(({ latencies }) => latencies.length));
  const total = (of: (one: CountsWithLatency) => number) => all.reduce((sum, one) => sum + of(one), 0);
  return {
    delivered: total((one) => one.delivered),
    failed: total((one) => one.failed),
    cancelled: total((one) => one.cancelled),
    failedAttempts: total((one) => one.failedAttempts),
    latencies: Array.from({ length }, (_, index) => total(({ latencies }) => latencies[index] ?? 0)),
  };
}

export function figuresOf({ latencies, ...counts }: CountsWithLatency): Figures {
  const ended = counts.delivered + counts.failed;
  return {
    ...counts,
    shareDelivered: ended === 0 ? null : counts.delivered / ended,
    p50: latencyWithin(latencies, 0.5),
    p95: latencyWithin(latencies, 0.95),
  };
}
