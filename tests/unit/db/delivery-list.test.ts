import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openWriter } from "#db/client.ts";
import { migrate } from "#db/migrate.ts";
import { listDeliveries } from "#db/queries/deliveries.ts";
import { DELIVERY_STATES, type DeliveryReason, type DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { DeliveryFilter } from "#lib/domain/delivery/list.ts";
import type { Outcome } from "#lib/domain/delivery/outcome.ts";
import { copyOfFolder } from "../../support/former-folders.ts";
import { QueueDatabase } from "../engine/delivery/queue-database.ts";

const COUNT = 120;
const CHANNELS = ["a", "b", "c"];
const FAULTS = [
  ["http_status", 503],
  ["http_status", 404],
  ["timeout", null],
] as const;

/**
 * Delivery `seq`, of every mix: three channels for each of the alerts x, y, z and x again, one per second.
 */
type Known = {
  seq: number;
  state: DeliveryState;
  channelId: string;
  alertId: string;
  outcome: Outcome | null;
  status: number | null;
  reason: DeliveryReason | null;
  test: boolean;
  createdAt: number;
};

let queue: QueueDatabase;
let known: Known[];

beforeAll(() => {
  queue = new QueueDatabase(CHANNELS);
  for (let n = 0; n < COUNT / 3; n++) queue.publish("xyz".charAt(n % 3), 1_000 + n * 1_000);
  const { sqlite } = queue.connection;
  const rows = sqlite
    .prepare(
      `SELECT seq, channel_id AS channelId, alert_id AS alertId, created_at AS createdAt FROM deliveries ORDER BY seq`,
    )
    .all() as Pick<Known, "seq" | "channelId" | "alertId" | "createdAt">[];
  known = rows.map((row) => ({ ...row, ...endOf(row.seq) }));
  for (const one of known) {
    const inAttempts = one.outcome !== null && one.seq % 2 === 0;
    sqlite
      .prepare(
        `UPDATE deliveries SET state = @state, reason = @reason, test = @test, attempts_made = @made,
           next_attempt_at = iif(@state = 'pending', next_attempt_at, NULL),
           outcome = @first, status = iif(@later IS NULL, @status, 500),
           last_outcome = @later, last_status = iif(@later IS NULL, NULL, @status)
         WHERE seq = @seq`,
      )
      .run({
        seq: one.seq,
        state: one.state,
        reason: one.reason,
        status: one.status,
        test: one.test ? 1 : 0,
        made: one.outcome === null ? 0 : inAttempts ? 2 : 1,
        first: inAttempts ? "http_status" : one.outcome,
        later: inAttempts ? one.outcome : null,
      });
  }
});

afterAll(() => queue[Symbol.dispose]());

function endOf(seq: number): Omit<Known, "seq" | "channelId" | "alertId" | "createdAt"> {
  const state = DELIVERY_STATES[Math.floor(seq / 3) % 4] ?? "pending";
  const test = seq % 11 === 0;
  const [outcome, status] = FAULTS[Math.floor(seq / 5) % 3] ?? FAULTS[0];
  if (state === "delivered")
    return { state, test, outcome: "delivered", status: seq % 7 === 0 ? 204 : 200, reason: null };
  if (state === "pending" && seq % 4 > 0) return { state, test, outcome: null, status: null, reason: null };
  if (state === "pending") return { state, test, outcome, status, reason: null };
  const reason = state === "cancelled" ? "discarded" : status === 404 ? "final_status" : "retries_exhausted";
  return { state, test, outcome, status, reason };
}

const FILTERS: DeliveryFilter[] = [
  {},
  ...DELIVERY_STATES.flatMap((state) => [
    { state },
    { state, channelId: "b" },
    { state, alertId: "x" },
    { state, alertId: "x", channelId: "c" },
    { state, test: true },
    { state, test: false, since: 10_000, until: 20_000 },
  ]),
  { channelId: "a" },
  { channelId: "a", since: 15_500 },
  { channelId: "nowhere" },
  { alertId: "y" },
  { alertId: "y", since: 5_000, until: 25_000 },
  { alertId: "nowhere" },
  { outcome: "timeout" },
  { outcome: "timeout", channelId: "c" },
  { outcome: "timeout", state: "delivered" },
  { outcome: "delivered" },
  { outcome: "delivered", status: 204 },
  { status: 204, channelId: "a" },
  { status: 503 },
  { status: 503, state: "failed", channelId: "b", until: 30_000 },
  { status: 418 },
  { reason: "retries_exhausted" },
  { reason: "discarded", channelId: "a" },
  { reason: "discarded", state: "failed" },
  { test: true },
  { test: true, channelId: "a", outcome: "delivered" },
  { test: false },
  { since: 20_000 },
  { until: 20_000 },
  { since: 12_000, until: 12_001 },
  { since: 1_000_000 },
  { until: 0 },
  { since: 30_000, until: 10_000 },
];

const named = FILTERS.map((filter): [string, DeliveryFilter] => [JSON.stringify(filter), filter]);

describe.each([
  ["that look at all at once", { entries: 1_000, rows: 1_000, named: 1_000 }],
  ["that look at a few rows only", { entries: 5, rows: 7, named: 6 }],
])("pages %s", (_, looks) => {
  test.each(named)("find for %s the same as a look at each delivery", async (_, filter) => {
    const found: number[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < COUNT; page++) {
      const { data, nextCursor } = await listDeliveries(
        queue.connection.db,
        { ...filter, cursor, limit: 4 },
        looks,
      );
      found.push(...data.map(({ id }) => seqOf(id)));
      if (nextCursor === null) break;
      cursor = nextCursor;
    }
    expect(found).toEqual(
      known
        .filter((one) => matches(one, filter))
        .map(({ seq }) => seq)
        .toReversed(),
    );
  });
});

const seqOf = (id: string): number => Number.parseInt(id.split("_")[1] ?? "", 36);

function matches(one: Known, { since = 0, until = Infinity, ...facets }: DeliveryFilter): boolean {
  const keys = Object.keys(facets) as (keyof typeof facets)[];
  return one.createdAt >= since && one.createdAt < until && keys.every((key) => one[key] === facets[key]);
}

test("an alert whose events mostly went nowhere is walked a few events at a time", async () => {
  using quiet = new QueueDatabase(["a"]);
  for (let n = 1; n <= 20; n++) quiet.publish("x", n);
  quiet.connection.sqlite.exec("DELETE FROM deliveries WHERE seq BETWEEN 3 AND 18");
  const looks = { entries: 5, rows: 5, named: 5 };
  const pages: number[][] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const page = await listDeliveries(quiet.connection.db, { alertId: "x", cursor, limit: 4 }, looks);
    pages.push(page.data.map(({ id }) => seqOf(id)));
    cursor = page.nextCursor;
  }
  expect(pages).toEqual([
    [20, 19],
    [2, 1],
  ]);
});

test("deliveries of the version before are found by what their last attempts came to", async () => {
  using folder = copyOfFolder("stored-attempts-version");
  const { sqlite, db } = openWriter(join(folder.path, "tocsin.db"));
  migrate({ sqlite, db });
  const came = sqlite
    .prepare(
      `SELECT deliveries.seq, attempts.outcome, attempts.status FROM deliveries
       JOIN attempts ON delivery_seq = deliveries.seq AND number = attempts_made ORDER BY deliveries.seq DESC`,
    )
    .all() as { seq: number; outcome: Outcome; status: number | null }[];
  expect(came.length).toBeGreaterThan(20);
  for (const { outcome, status } of came) {
    const { data } = await listDeliveries(db, { outcome, status: status ?? undefined, limit: 100 });
    const alike = came.filter((one) => one.outcome === outcome && (status === null || one.status === status));
    expect(data).toHaveLength(alike.length);
  }
  sqlite.close();
});
