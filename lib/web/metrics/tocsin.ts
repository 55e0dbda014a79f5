import type { HealthName } from "#lib/domain/channel/health.ts";
import { HEALTHS } from "#lib/domain/channel/health.ts";
import { END_STATES, type Readings, type ThreadReadings } from "#lib/domain/metrics/readings.ts";
import { counter, type Family, gauge, histogram } from "./exposition.ts";

/** What the database says of the channels that are not deleted. */
export type ChannelStates = {
  healths: readonly { id: string; health: HealthName }[];
  /** How many deliveries wait, by channel. */
  depths: ReadonlyMap<string, number>;
  /** When the event of the oldest waiting delivery came in, ms since 1970. */
  oldest: number | null;
};

/** Tocsin's own metrics. `ingest` has the ingest's answers by status, `now` is in ms. */
export function tocsinFamilies(
  readings: Readings,
  ingest: ReadonlyMap<number, number>,
  states: ChannelStates,
  now: number,
): Family[] {
  return [
    ...ingestFamilies(readings, ingest),
    ...deliveryFamilies(readings, states),
    ...queueFamilies(states, now),
  ];
}

function ingestFamilies(
  { alertsAccepted, commit, commitBatch }: Readings,
  ingest: ReadonlyMap<number, number>,
) {
  const answers = [...ingest].map(([status, value]) => ({ labels: { status: String(status) }, value }));
  return [
    counter(
      "tocsin_alerts_accepted_total",
      "Alerts that posts brought and that are on disk, without duplicates.",
      alertsAccepted,
    ),
    counter("tocsin_ingest_requests_total", "Answered posts to the ingest, by HTTP status.", answers),
    histogram("tocsin_commit_seconds", "Duration of a transaction of the writer, with its commit.", [commit]),
    histogram("tocsin_commit_batch_size", "Pieces of work that shared a transaction of the writer.", [
      commitBatch,
    ]),
  ];
}

function deliveryFamilies(readings: Readings, { healths }: ChannelStates): Family[] {
  const of = ({ id }: { id: string }) => readings.channels.get(id);
  const ended = healths.flatMap((channel) =>
    END_STATES.map((state) => ({
      labels: { channel_id: channel.id, state },
      value: of(channel)?.ended[state] ?? 0,
    })),
  );
  // Without a delivered one there would be no rate of failures for a channel that only fails.
  const attempts = healths.flatMap((channel) =>
    Object.entries({ delivered: 0, ...of(channel)?.attempts }).map(([outcome, value]) => ({
      labels: { channel_id: channel.id, outcome },
      value,
    })),
  );
  return [
    counter("tocsin_deliveries_total", "Deliveries that ended, by channel and state, without Tests.", ended),
    counter("tocsin_attempts_total", "Attempts, by channel and outcome, without Tests.", attempts),
    histogram("tocsin_attempt_duration_seconds", "Duration of an attempt.", [readings.attemptDuration]),
    histogram(
      "tocsin_delivery_latency_seconds",
      "Time from an event's receipt until its delivery is recorded, without redeliveries.",
      [readings.deliveryLatency],
    ),
  ];
}

function queueFamilies({ healths, depths, oldest }: ChannelStates, now: number): Family[] {
  const depth = healths.map(({ id }) => ({ labels: { channel_id: id }, value: depths.get(id) ?? 0 }));
  const state = healths.flatMap(({ id, health }) =>
    HEALTHS.map((name) => ({ labels: { channel_id: id, state: name }, value: name === health ? 1 : 0 })),
  );
  return [
    gauge("tocsin_queue_depth", "Deliveries that wait, are in flight or between attempts.", depth),
    gauge(
      "tocsin_queue_oldest_seconds",
      "Age of the oldest event that a delivery of tocsin_queue_depth belongs to, without redeliveries; 0 if there is none.",
      oldest === null ? 0 : Math.max(0, now - oldest) / 1_000,
    ),
    gauge("tocsin_channel_state", "1 for the state that the channel is in, 0 for the others.", state),
  ];
}

/** The metrics that each thread has of its own. */
export function threadFamilies(threads: Readonly<Record<string, ThreadReadings>>): Family[] {
  const each = (value: (readings: ThreadReadings) => number) =>
    Object.entries(threads).map(([thread, readings]) => ({ labels: { thread }, value: value(readings) }));
  return [
    histogram(
      "tocsin_event_loop_delay_seconds",
      "How late a timer came that is due ten times a second.",
      Object.entries(threads).map(([thread, { loopDelay }]) => ({ ...loopDelay, labels: { thread } })),
    ),
    counter(
      "nodejs_event_loop_busy_seconds_total",
      "Time that the thread's event loop has worked.",
      each(({ busySeconds }) => busySeconds),
    ),
    gauge(
      "nodejs_heap_size_used_bytes",
      "Used heap of the thread.",
      each(({ heapUsed }) => heapUsed),
    ),
    gauge(
      "nodejs_heap_size_total_bytes",
      "Allocated heap of the thread.",
      each(({ heapTotal }) => heapTotal),
    ),
  ];
}
