import type { Happened } from "#db/queries/rollups.ts";
import type { AttemptResult } from "#lib/domain/delivery/outcome.ts";
import { Histogram } from "#lib/domain/metrics/histogram.ts";
import type { ChannelReadings, Readings } from "#lib/domain/metrics/readings.ts";

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

  attempted(channelId: string, { outcome, durationMs }: Pick<AttemptResult, "outcome" | "durationMs">): void {
    const { attempts } = this.#channel(channelId);
    attempts[outcome] = (attempts[outcome] ?? 0) + 1;
    this.#attemptDuration.observe(durationMs / 1_000);
  }

  /** A transaction of the writer is on disk: how long it took, its pieces of work, what became of deliveries. */
  committed(ms: number, pieces: number, happened: readonly Happened[]): void {
    this.#commit.observe(ms / 1_000);
    this.#commitBatch.observe(pieces);
    for (const one of happened) this.#happened(one);
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

  #happened({ channelId, what, times = 1, latencyMs }: Happened): void {
    // Attempts are counted by their outcome.
    if (what === "failedAttempt") return;
    this.#channel(channelId).ended[what] += times;
    if (latencyMs !== undefined) this.#deliveryLatency.observe(latencyMs / 1_000);
  }

  #channel(id: string): ChannelReadings {
    const known = this.#channels.get(id);
    if (known !== undefined) return known;
    const made = { ended: { delivered: 0, failed: 0, cancelled: 0 }, attempts: {} };
    this.#channels.set(id, made);
    return made;
  }
}
