import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { JobState, JobWork } from "#lib/domain/job/job.ts";

/** Work on many things, done in steps. A job's progress is stored in the transaction of the step. */
export const jobs = sqliteTable(
  "jobs",
  {
    seq: integer().primaryKey(),
    id: text().notNull().unique(),
    work: text({ mode: "json" }).$type<JobWork>().notNull(),
    state: text().$type<JobState>().notNull(),
    /** Who started it. Each step looks them up again, as they can lose the right. */
    actorKind: text().$type<"user" | "api_key">().notNull(),
    actorId: text().notNull(),
    /** Where the next step begins, in the counting of the job's kind; null before the first step. */
    position: integer(),
    done: integer().notNull(),
    failed: integer().notNull(),
    newer: integer().notNull(),
    total: integer().notNull(),
    startedAt: integer().notNull(),
    finishedAt: integer(),
  },
  (table) => [
    index("jobs_running").on(table.seq).where(sql`${table.state} = 'running'`),
    index("jobs_finished").on(table.finishedAt).where(sql`${table.finishedAt} IS NOT NULL`),
  ],
);

/**
 * The channels to which a job still has deliveries to send again. A row goes once all of them are sent, or the
 * channel is disabled or deleted.
 */
export const jobChannels = sqliteTable(
  "job_channels",
  {
    channelId: text().notNull(),
    jobSeq: integer().notNull(),
    /** The `seq` of the last delivery that the job has looked at. */
    position: integer().notNull(),
    /** Whether the job has looked at all. */
    isWalked: integer({ mode: "boolean" }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.channelId, table.jobSeq] })],
);
