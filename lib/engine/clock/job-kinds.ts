import type { JobKind, JobWork } from "#lib/domain/job/job.ts";
import type { JobKindParts } from "./job-kind.ts";
import { redeliverJob } from "./redeliver-job.ts";
import { statusJob } from "./status-job.ts";

/** The work of each kind of job. */
export const jobKinds: Record<JobKind, JobKindParts<JobWork>> = {
  status: statusJob,
  redeliver: redeliverJob,
};
