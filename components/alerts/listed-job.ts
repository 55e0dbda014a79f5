import type { SettableStatus } from "#lib/domain/alert/status.ts";
import type { JobCounts, JobState, JobView } from "#lib/domain/job/job.ts";

/** A job that changes alerts' status, as the page shows it. */
export type ListedJob = JobCounts & { id: string; state: JobState; status: SettableStatus };

export function listedJob({ id, state, work, done, failed, newer, total }: JobView): ListedJob {
  return { id, state, status: work.change.status, done, failed, newer, total };
}
