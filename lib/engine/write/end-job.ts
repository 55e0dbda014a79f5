import { recordAudit } from "#db/queries/audit.ts";
import { type JobRow, storeJobEnd } from "#db/queries/jobs.ts";
import type { JobState } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Tx } from "./context.ts";

type End = {
  state: Exclude<JobState, "running">;
  action: "jobs.end" | "jobs.stop";
  /** Why it stopped before its end. */
  reason?: string;
};

/** Ends a job, with its row in the audit log. What it has done stays. */
export function endJob(tx: Tx, job: JobRow, by: Actor, { state, action, reason }: End): void {
  storeJobEnd(tx.db, job.id, state, tx.now);
  const { done, failed, newer, total } = job;
  recordAudit(tx, by, {
    action,
    target: { id: job.id, name: job.work.kind },
    details: { state, ...(reason !== undefined && { reason }), done, failed, newer, total },
  });
}
