import type { JobKind } from "#lib/domain/job/job.ts";
import type { JobKindParts } from "./job-kind.ts";
import { statusJob } from "./status-job.ts";

/** How each kind of job is done. */
export const jobKinds: Record<JobKind, JobKindParts> = { status: statusJob };
