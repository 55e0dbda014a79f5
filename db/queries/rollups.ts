import type { Db } from "#db/client.ts";
import { statement } from "#db/statement.ts";
import type { CountsWithLatency } from "#lib/domain/overview/figures.ts";
import { LATENCY_BOUNDS, latencyClass } from "#lib/domain/overview/latency.ts";
import { ROLLUP_SPANS, type WindowParts } from "#lib/domain/overview/window.ts";

/** Something that happened to one channel's deliveries. */
export type Happened = {
  channelId: string;
  what: keyof typeof COUNTERS;
  /** How often. Default: once. */
  times?: number;
  /** How long a delivered one took from its receipt, ms; left out of one that was sent again. */
  latencyMs?: number | undefined;
};

/** The place of each counter in a row, before those of the latencies. */
const COUNTERS = { delivered: 0, failed: 1, cancelled: 2, failedAttempt: 3 };
const LATENCIES_FROM = Object.keys(COUNTERS).length;

const LATENCY_COLUMNS = Array.from({ length: LATENCY_BOUNDS.length + 1 }, (_, index) => `latency_${index}`);
const COLUMNS = ["delivered", "failed", "cancelled", "failed_attempts", ...LATENCY_COLUMNS];

type Params = { span: number; at: number; channelId: string } & Record<string, number | string>;

const add = statement<Params>(
  `INSERT INTO rollups (span, at, channel_id, ${COLUMNS.join(", ")})
   VALUES (@span, @at, @channelId, ${COLUMNS.map((column) => `@${column}`).join(", ")})
   ON CONFLICT (span, at, channel_id) DO UPDATE SET
     ${COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`,
);

/** Adds what happened at `now` (ms) to the stored counts: one row per channel and length of time. */
export function storeRollups(db: Db, happened: readonly Happened[], now: number): void {
  if (happened.length === 0) return;
  for (const [channelId, counts] of countsByChannel(happened)) {
    const counted = Object.fromEntries(COLUMNS.map((column, index) => [column, counts[index] ?? 0]));
    for (const span of ROLLUP_SPANS)
      add(db).run({ ...counted, span, at: Math.floor(now / span) * span, channelId });
  }
}

function countsByChannel(happened: readonly Happened[]): Map<string, number[]> {
  const byChannel = new Map<string, number[]>();
  for (const { channelId, what, times = 1, latencyMs } of happened) {
    let counts = byChannel.get(channelId);
    if (counts === undefined) {
      counts = new Array<number>(COLUMNS.length).fill(0);
      byChannel.set(channelId, counts);
    }
    increase(counts, COUNTERS[what], times);
    if (latencyMs !== undefined) increase(counts, LATENCIES_FROM + latencyClass(latencyMs), 1);
  }
  return byChannel;
}

function increase(counts: number[], place: number, by: number): void {
  counts[place] = (counts[place] ?? 0) + by;
}

const SUMS = COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(", ");
const IN_WINDOW = "FROM rollups WHERE span = +@span AND at >= +@since AND at <= +@until";

type Where = Pick<WindowParts, "span" | "since" | "until">;
type SumRow = Record<string, number>;

const byStart = statement<Where, SumRow & { at: number }>(`SELECT at, ${SUMS} ${IN_WINDOW} GROUP BY at`);
const byChannel = statement<Where, { channelId: string; sums: never } & SumRow>(
  `SELECT channel_id AS channelId, ${SUMS} ${IN_WINDOW} GROUP BY channel_id`,
);

/** What happened in each part of a window, by when the part begins. Parts without anything are left out. */
export const rollupsByStart = (db: Db, { span, since, until }: Where): Map<number, CountsWithLatency> =>
  new Map(
    byStart(db)
      .all({ span, since, until })
      .map((row) => [row.at, countsOf(row)]),
  );

/** What happened to each channel's deliveries in a window, by the channel's id. */
export const rollupsByChannel = (db: Db, { span, since, until }: Where): Map<string, CountsWithLatency> =>
  new Map(
    byChannel(db)
      .all({ span, since, until })
      .map(({ channelId, ...row }) => [channelId, countsOf(row)]),
  );

const countsOf = (row: SumRow): CountsWithLatency => ({
  delivered: row.delivered ?? 0,
  failed: row.failed ?? 0,
  cancelled: row.cancelled ?? 0,
  failedAttempts: row.failed_attempts ?? 0,
  latencies: LATENCY_COLUMNS.map((column) => row[column] ?? 0),
});

const forget = statement<{ span: number; before: number }>(
  "DELETE FROM rollups WHERE span = +@span AND at < +@before",
);

/** Deletes the counts of all that began before `before` (ms). */
export function forgetRollups(db: Db, before: number): void {
  for (const span of ROLLUP_SPANS) forget(db).run({ span, before });
}
