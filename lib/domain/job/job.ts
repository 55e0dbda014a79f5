import type { ChosenAlerts } from "#lib/domain/alert/list.ts";
import type { SettableStatus } from "#lib/domain/alert/status.ts";

/** Changes the status of alerts, except those with an event after `asOf` (an event's `seq`). */
export type StatusWork = {
  kind: "status";
  asOf: number;
  change: { status: SettableStatus; remark: string | null };
  alerts: ChosenAlerts;
};

/**
 * What a job does: each kind is a member of this union and has an entry in `lib/engine/clock/job-kinds.ts`.
 */
export type JobWork = StatusWork;
export type JobKind = JobWork["kind"];
export const JOB_KINDS = ["status"] as const satisfies JobKind[];

export const JOB_STATES = ["running", "done", "stopped"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Of `total` things, `done` succeeded and `failed` failed; the rest are still to come or were left out. */
export type JobCounts = {
  done: number;
  failed: number;
  /**
   * Left out because they changed after the job's author saw them. `total` excludes those known at the start.
   */
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
