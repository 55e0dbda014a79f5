import type { ChosenAlerts } from "#lib/domain/alert/list.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";

/** Gives alerts another status, unless they had an event after `asOf` (an event's `seq`). */
export type StatusWork = {
  kind: "status";
  asOf: number;
  change: { status: SettableStatus; remark: string | null };
  alerts: ChosenAlerts;
};

/** What a job does. A kind of job is a member of this union, and an entry in `lib/engine/clock/job-kinds.ts`. */
export type JobWork = StatusWork;
export type JobKind = JobWork["kind"];
export const JOB_KINDS = ["status"] as const satisfies JobKind[];

export const JOB_STATES = ["running", "done", "stopped"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Of `total` things some are `done`, some `failed`; the others are still to come, or were left out. */
export type JobCounts = {
  done: number;
  failed: number;
  /** Left out, as they changed after whoever started the job had seen them. Those known at the start are not in `total`. */
  newer: number;
  total: number;
};

/** Times in ms since 1970. */
export type JobView = JobCounts & {
  id: string;
  work: JobWork;
  state: JobState;
  startedAt: number;
  finishedAt: number | null;
};
