import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { jobs } from "#db/schema/index.ts";
import type { JobState, JobView } from "#lib/domain/job/job.ts";

export type JobRow = typeof jobs.$inferSelect;

/** A literal, not a parameter, so that SQLite uses the index of running jobs. */
const running = sql`${jobs.state} = 'running'`;

const view = {
  id: jobs.id,
  work: jobs.work,
  state: jobs.state,
  done: jobs.done,
  failed: jobs.failed,
  newer: jobs.newer,
  total: jobs.total,
  startedAt: jobs.startedAt,
  finishedAt: jobs.finishedAt,
};

export const findJob = async (db: Db, id: string): Promise<JobView | null> =>
  db.select(view).from(jobs).where(eq(jobs.id, id)).get() ?? null;

/** The running jobs, oldest first. */
export const runningJobs = (db: Db): JobRow[] =>
  db.select().from(jobs).where(running).orderBy(asc(jobs.seq)).all();

export const hasRunningJobs = (db: Db): boolean =>
  db.select({ one: sql`1` }).from(jobs).where(running).limit(1).get() !== undefined;

export const jobRow = (db: Db, id: string): JobRow | undefined =>
  db.select().from(jobs).where(eq(jobs.id, id)).get();

export function insertJob(db: Db, row: typeof jobs.$inferInsert): void {
  db.insert(jobs).values(row).run();
}

export type JobProgress = Pick<JobRow, "position" | "done" | "failed" | "newer" | "total">;

export function storeJobProgress(db: Db, id: string, progress: JobProgress): void {
  db.update(jobs).set(progress).where(eq(jobs.id, id)).run();
}

export function storeJobEnd(db: Db, id: string, state: Exclude<JobState, "running">, now: number): void {
  db.update(jobs).set({ state, finishedAt: now }).where(eq(jobs.id, id)).run();
}

/** Deletes the jobs that ended before `before` (ms). */
export function forgetJobs(db: Db, before: number): void {
  db.delete(jobs)
    .where(and(sql`${jobs.finishedAt} IS NOT NULL`, lt(jobs.finishedAt, before)))
    .run();
}
