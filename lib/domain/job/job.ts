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
 * Deliveries that have ended: those of a channel, or of all, that failed at `since` or later and before
 * `until` (ms since 1970), or those named by `seq`.
 */
export type Redelivered =
  | { channelId?: string | undefined; since?: number | undefined; until?: number | undefined }
  | { seqs: number[] };

/** Sends deliveries again, those that had ended before `endedBefore` (ms) and have a `seq` below `before`. */
export type RedeliverWork = {
  kind: "redeliver";
  deliveries: Redelivered;
  endedBefore: number;
  before: number;
};

/**
 * What a job does: each kind is a member of this union and has an entry in `lib/engine/clock/job-kinds.ts`.
 */
export type JobWork = StatusWork | RedeliverWork;
export type JobKind = JobWork["kind"];
export const JOB_KINDS = ["status", "redeliver"] as const satisfies JobKind[];

export const JOB_STATES = ["running", "done", "stopped"] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Of `total` things, `done` succeeded and `failed` failed; the rest are still to come or were left out. */
export type JobCounts = {
  done: number;
  failed: number;
  /**
   * Left out because they changed after the job's author saw them, or a channel was disabled or deleted.
   * `total` excludes those known at the start.
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
