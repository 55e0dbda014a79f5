import type { ActionResult } from "#lib/domain/action-result.ts";
import type { JobCounts, JobState } from "#lib/domain/job/job.ts";

/** A job as pages show it, with what it does or has done in words, and what it left out. */
export type ListedJob = JobCounts & { id: string; state: JobState; title: string; leftOut: string[] };

/** The jobs at a moment; `seen` is the mark of the data that they were read from. */
export type JobsRead = { seen: string; jobs: ListedJob[] };

/** The server actions that pages can run on jobs. */
export type JobActions = {
  read: (ids: string[]) => Promise<ActionResult<JobsRead>>;
  stop: (id: string) => Promise<ActionResult<ListedJob>>;
};
