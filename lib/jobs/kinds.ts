import { statusJob } from "#lib/alerts/status-job.ts";
import type { JobKind } from "#lib/domain/job.ts";
import type { JobKindParts } from "./kind.ts";

/** How each kind of job is done. */
export const jobKinds: Record<JobKind, JobKindParts> = { status: statusJob };
