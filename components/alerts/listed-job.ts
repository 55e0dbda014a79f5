import type { SettableStatus } from "#lib/domain/alert/status.ts";
import type { JobCounts, JobState, JobView, StatusWork } from "#lib/domain/job/job.ts";

/** A job that changes alerts' status, as the page shows it. */
export type ListedJob = JobCounts & { id: string; state: JobState; status: SettableStatus };

type StatusJob = JobView & { work: StatusWork };

export const isStatusJob = <Job extends JobView>(job: Job): job is Job & StatusJob =>
  job.work.kind === "status";

export function listedJob({ id, state, work, done, failed, newer, total }: StatusJob): ListedJob {
  return { id, state, status: work.change.status, done, failed, newer, total };
}
