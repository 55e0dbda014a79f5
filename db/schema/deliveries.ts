import { sql } from "drizzle-orm";
import {
  type AnySQLiteColumn,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import type { Priority } from "#lib/domain/alert/alert.ts";
import type { AttemptRequest, DeliveryReason, DeliveryState } from "#lib/domain/delivery/delivery.ts";
import type { AttemptResponse, Outcome } from "#lib/domain/delivery/outcome.ts";

/**
 * What is kept of an attempt: of a delivery's first in its own row, of each later one in `attempts`. Its
 * request is made again from the event, the channel's version and these (`lib/web/show/delivery.ts`).
 */
const attemptColumns = () => ({
  /** Also the `webhook-timestamp`, ms since 1970. */
  startedAt: integer(),
  durationMs: integer(),
  outcome: text().$type<Outcome>(),
  status: integer(),
  response: text({ mode: "json" }).$type<AttemptResponse>(),
  message: text(),
  channelVersion: integer(),
  /** The `webhook-signature` as it was sent. */
  signature: text(),
  /** How long each step took, as `timingText` writes it. */
  timing: text(),
  /** The certificate that the receiver showed (`certificates.seq`). */
  certificate: integer(),
});

type Filtered = Record<
  "test" | "reason" | "outcome" | "status" | "lastOutcome" | "lastStatus",
  AnySQLiteColumn
>;

/** What lists filter by. At the end of an index, it is read there instead of from each row. */
const filteredColumns = (table: Filtered) => [
  table.test,
  table.reason,
  table.outcome,
  table.status,
  table.lastOutcome,
  table.lastStatus,
];

/** Written with OR: for IN, SQLite would make a table of the two at each insert and update. */
const givenUp = ({ state }: { state: AnySQLiteColumn }) => sql`${state} = 'failed' OR ${state} = 'cancelled'`;

/**
 * The queue and its history in one table. Of an alert's pending deliveries to one channel only the head,
 * which has the lowest `position`, has a `nextAttemptAt`; the others wait their turn.
 */
export const deliveries = sqliteTable(
  "deliveries",
  {
    seq: integer().primaryKey(),
    /** As in `events`. */
    boot: integer(),
    id: text(),
    eventSeq: integer().notNull(),
    alertId: text().notNull(),
    channelId: text().notNull(),
    position: integer().notNull(),
    state: text().$type<DeliveryState>().notNull(),
    reason: text().$type<DeliveryReason>(),
    test: integer({ mode: "boolean" }).notNull(),
    /** The rule that routed it and the priority that it sets instead of the source's, if any. */
    ruleId: text(),
    priority: text().$type<Priority>(),
    attemptsMade: integer().notNull(),
    /** `attemptsMade` when the current schedule began: a redelivery starts a fresh one. */
    scheduleStart: integer().notNull(),
    nextAttemptAt: integer(),
    /** The job (`jobs.seq`) that queued it again, until its next attempt has been recorded. */
    jobSeq: integer(),
    createdAt: integer().notNull(),
    finishedAt: integer(),
    /** From when its time to expire counts, ms since 1970, if not from `createdAt`: its last redelivery. */
    waitsSince: integer(),
    /** Whether it waits for an admin's decision, since a backup was restored; null once that was taken. */
    held: integer({ mode: "boolean" }),
    ...attemptColumns(),
    /** What the last attempt came to, if it stands in `attempts`: here the lists' indexes can hold it. */
    lastOutcome: text().$type<Outcome>(),
    lastStatus: integer(),
  },
  (table) => [
    uniqueIndex("deliveries_text_id").on(table.id).where(sql`${table.id} IS NOT NULL`),
    index("deliveries_due")
      .on(table.channelId, table.nextAttemptAt)
      .where(sql`${table.state} = 'pending' AND ${table.nextAttemptAt} IS NOT NULL`),
    index("deliveries_line")
      .on(table.channelId, table.alertId, table.position)
      .where(sql`${table.state} = 'pending'`),
    index("deliveries_held").on(table.seq).where(sql`${table.held} = 1 AND ${table.state} = 'pending'`),
    index("deliveries_state").on(table.state, table.seq).where(sql`${table.state} <> 'delivered'`),
    index("deliveries_of_job").on(table.channelId, table.jobSeq).where(sql`${table.jobSeq} IS NOT NULL`),
    index("deliveries_given_up")
      .on(table.state, table.seq, table.channelId, ...filteredColumns(table))
      .where(givenUp(table)),
    index("deliveries_given_up_by_channel")
      .on(table.channelId, table.state, table.seq, ...filteredColumns(table))
      .where(givenUp(table)),
    index("deliveries_retried")
      .on(table.seq, table.channelId, ...filteredColumns(table))
      .where(sql`${table.attemptsMade} > 0 AND ${table.state} = 'pending'`),
    index("deliveries_test").on(table.seq).where(sql`${table.test} = 1`),
    index("deliveries_event").on(table.eventSeq),
    index("deliveries_channel").on(table.channelId, table.seq),
  ],
);

/** The receivers' certificates that attempts have met, each once. */
export const certificates = sqliteTable("certificates", {
  seq: integer().primaryKey(),
  /** SHA-256 in upper-case hex with colons. */
  fingerprint: text().notNull().unique(),
  subject: text().notNull(),
  issuer: text().notNull(),
  validFrom: integer().notNull(),
  validTo: integer().notNull(),
});

/**
 * What attempts sent where it isn't made again from the event: in every format but Alert. Secrets of the format
 * are masked.
 */
export const attemptBodies = sqliteTable(
  "attempt_bodies",
  {
    deliverySeq: integer().notNull(),
    /** The attempt's number, from 1. */
    number: integer().notNull(),
    body: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.deliverySeq, table.number] })],
);

const later = attemptColumns();

/** The attempts that have no place in their delivery's row: all but the first, and those with a request. */
export const attempts = sqliteTable(
  "attempts",
  {
    deliverySeq: integer().notNull(),
    number: integer().notNull(),
    ...later,
    startedAt: later.startedAt.notNull(),
    durationMs: later.durationMs.notNull(),
    outcome: later.outcome.notNull(),
    message: later.message.notNull(),
    /**
     * The request as it was sent, with masks. Tests have it, because they may send settings that are saved
     * nowhere, and so have the attempts of the first versions.
     */
    request: text({ mode: "json" }).$type<AttemptRequest>(),
  },
  (table) => [primaryKey({ columns: [table.deliverySeq, table.number] })],
);
