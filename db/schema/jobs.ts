import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";
import type { JobState, JobWork } from "#lib/domain/job/job.ts";

/** Work on many things at once, done in steps; how far each is stands here, written with what its steps do. */
export const jobs = sqliteTable(
  "jobs",
  {
    seq: integer().primaryKey(),
    id: text().notNull().unique(),
    work: text({ mode: "json" }).$type<JobWork>().notNull(),
    state: text().$type<JobState>().notNull(),
    /** Who started it: looked up anew at each step, as rights can be lost. */
    actorKind: text().$type<"user" | "api_key">().notNull(),
    actorId: text().notNull(),
    /** Where it goes on, as its kind counts; null before its first step. */
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
