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

const COUNTERS = {
  delivered: "delivered",
  failed: "failed",
  cancelled: "cancelled",
  failedAttempt: "failed_attempts",
};
const LATENCY_COLUMNS = Array.from({ length: LATENCY_BOUNDS.length + 1 }, (_, index) => `latency_${index}`);
const COLUMNS = [...Object.values(COUNTERS), ...LATENCY_COLUMNS];

type Added = { channelId: string; span: number; at: number; [column: string]: number | string };

const NOTHING_ADDED = Object.fromEntries(COLUMNS.map((column) => [column, 0]));

const add = statement<Added>(
  `INSERT INTO rollups (span, at, channel_id, ${COLUMNS.join(", ")})
   VALUES (@span, @at, @channelId, ${COLUMNS.map((column) => `@${column}`).join(", ")})
   ON CONFLICT (span, at, channel_id) DO UPDATE SET
     ${COLUMNS.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`,
);

/** Adds what happened at `now` (ms) to the stored counts: one row per channel and length of time. */
export function storeRollups(db: Db, happened: readonly Happened[], now: number): void {
  if (happened.length === 0) return;
  for (const added of addedByChannel(happened))
    for (const span of ROLLUP_SPANS) {
      added.span = span;
      added.at = Math.floor(now / span) * span;
      add(db).run(added);
    }
}

function addedByChannel(happened: readonly Happened[]): Iterable<Added> {
  const byChannel = new Map<string, Added>();
  for (const { channelId, what, times = 1, latencyMs } of happened) {
    let added = byChannel.get(channelId);
    if (added === undefined) {
      added = { ...NOTHING_ADDED, channelId, span: 0, at: 0 };
      byChannel.set(channelId, added);
    }
    increase(added, COUNTERS[what], times);
    if (latencyMs !== undefined) increase(added, `latency_${latencyClass(latencyMs)}`, 1);
  }
  return byChannel.values();
}

function increase(added: Added, column: string, by: number): void {
  added[column] = Number(added[column]) + by;
}

const SUMS = COLUMNS.map((column) => `sum(${column}) AS ${column}`).join(", ");
const IN_WINDOW = "FROM rollups WHERE span = +@span AND at >= +@since AND at <= +@until";

type Where = Pick<WindowParts, "span" | "since" | "until">;
type SumRow = Record<string, number>;

const byStart = statement<Where, SumRow & { at: number }>(`SELECT at, ${SUMS} ${IN_WINDOW} GROUP BY at`);
const byChannel = statement<Where, { channelId: string } & SumRow>(
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
