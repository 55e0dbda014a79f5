import { recordAudit } from "#db/queries/audit.ts";
import { endJobChannels } from "#db/queries/job-channels.ts";
import { type JobRow, storeJobEnd } from "#db/queries/jobs.ts";
import type { JobState } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Tx } from "./context.ts";

type End = {
  state: Exclude<JobState, "running">;
  action: "jobs.end" | "jobs.stop";
  /** Why the job stopped early. */
  reason?: string;
};

/** Ends a job, with its audit row. What it has changed so far stays changed. */
export function endJob(tx: Tx, job: JobRow, by: Actor, { state, action, reason }: End): void {
  storeJobEnd(tx.db, job.id, state, tx.now);
  endJobChannels(tx.db, job.seq);
  const { done, failed, newer, total } = job;
  recordAudit(tx, by, {
    action,
    target: { id: job.id, name: job.work.kind },
    details: { state, ...(reason !== undefined && { reason }), done, failed, newer, total },
  });
}
