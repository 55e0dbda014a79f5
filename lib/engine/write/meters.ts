import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { Histogram } from "#lib/domain/metrics/histogram.ts";
import type { ChannelReadings, EndState, Readings } from "#lib/domain/metrics/readings.ts";

/** From a hundredth of a second to a day. */
const LATENCY_S = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200, 86_400];
/** Up to the 15 s that an attempt may take. */
const ATTEMPT_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15];
const COMMIT_S = [0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
const BATCH = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024];

/**
 * Counts in memory, for `GET /metrics`, what the engine has done since it started. Everything is counted after
 * its commit, so that what was rolled back never counts.
 */
export class Meters {
  #alertsAccepted = 0;
  readonly #channels = new Map<string, ChannelReadings>();
  readonly #attemptDuration = new Histogram(ATTEMPT_S);
  readonly #deliveryLatency = new Histogram(LATENCY_S);
  readonly #commit = new Histogram(COMMIT_S);
  readonly #commitBatch = new Histogram(BATCH);

  /** A post brought this many new alerts or events of alerts; duplicates don't count. */
  accepted(alerts: number): void {
    this.#alertsAccepted += alerts;
  }

  attempted(channelId: string, outcome: Outcome, durationMs: number): void {
    const { attempts } = this.#channel(channelId);
    attempts[outcome] = (attempts[outcome] ?? 0) + 1;
    this.#attemptDuration.observe(durationMs / 1_000);
  }

  /** Call this whenever deliveries have ended, after the commit. */
  ended(channelId: string, state: EndState, count = 1): void {
    this.#channel(channelId).ended[state] += count;
  }

  /** A delivery that nobody redelivered has arrived, this long after its event came in. */
  arrivedAfter(ms: number): void {
    this.#deliveryLatency.observe(ms / 1_000);
  }

  /** A transaction of the writer is on disk, with this many pieces of work. */
  committed(ms: number, pieces: number): void {
    this.#commit.observe(ms / 1_000);
    this.#commitBatch.observe(pieces);
  }

  /** Forgets the channels that are not `live`. */
  read(live: readonly string[]): Omit<Readings, "thread"> {
    const kept = new Set(live);
    for (const id of this.#channels.keys()) if (!kept.has(id)) this.#channels.delete(id);
    return {
      alertsAccepted: this.#alertsAccepted,
      channels: this.#channels,
      attemptDuration: this.#attemptDuration.read(),
      deliveryLatency: this.#deliveryLatency.read(),
      commit: this.#commit.read(),
      commitBatch: this.#commitBatch.read(),
    };
  }

  #channel(id: string): ChannelReadings {
    const known = this.#channels.get(id);
    if (known !== undefined) return known;
    const made = { ended: { delivered: 0, failed: 0, cancelled: 0 }, attempts: {} };
    this.#channels.set(id, made);
    return made;
  }
}
