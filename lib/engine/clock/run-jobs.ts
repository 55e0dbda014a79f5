import { hasRunningJobs, type JobRow, jobRow, runningJobs, storeJobProgress } from "#db/queries/jobs.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import type { Routes } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { endJob } from "#lib/engine/write/end-job.ts";
import type { ChoreContext, ChoreParts } from "./chore.ts";
import { jobKinds } from "./job-kinds.ts";
import { presentActor } from "./present-actor.ts";

type JobContext = Pick<ChoreContext, "db" | "transact" | "routing" | "deliveryQueued">;

/** Does the work of running jobs. */
export const doingJobs = (context: JobContext): ChoreParts => ({
  name: "running jobs",
  everyMs: 1_000,
  isDue: () => hasRunningJobs(context.db),
  step: () => runJobs(context),
});

/**
 * Does one step of every running job, each in its own transaction. Resolves with whether any job can go on at
 * once. If a step fails, the other jobs still get theirs; then this throws, and the next round tries the step
 * again.
 */
export async function runJobs(context: JobContext): Promise<boolean> {
  let more = false;
  const failures: unknown[] = [];
  for (const { id, work } of runningJobs(context.db)) {
    if (!jobKinds[work.kind].isReady(context.db, work)) continue;
    try {
      const goesOn = await context.transact((tx) =>
        stepJob(tx, id, { table: context.routing(tx), queued: context.deliveryQueued }),
      );
      more ||= goesOn;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return more;
}

/**
 * Writes the step's work and the job's progress in one transaction: after a kill the job goes on from there.
 */
function stepJob(tx: Tx, id: string, routes: Routes): boolean {
  const job = jobRow(tx.db, id);
  if (job === undefined || job.state !== "running") return false;
  const by = presentActor(tx.db, job);
  if (by === null || !may(by, "operate")) {
    endJob(tx, job, { kind: "system" }, { state: "stopped", action: "jobs.end", reason: "right_lost" });
    return false;
  }
  return goOn(tx, job, by, routes);
}

function goOn(tx: Tx, job: JobRow, by: Actor, routes: Routes): boolean {
  const step = jobKinds[job.work.kind].step(tx, job, by, routes);
  const done = job.done + step.done;
  const failed = job.failed + step.failed;
  // The count at the start may be too low: the search index may have been behind.
  const total = Math.max(job.total, done + failed);
  const newer = job.newer + (step.isLast ? total - done - failed : 0);
  const moved = { ...job, done, failed, total, newer, position: step.position };
  storeJobProgress(tx.db, job.id, { done, failed, total, newer, position: step.position });
  if (step.isLast) endJob(tx, moved, by, { state: "done", action: "jobs.end" });
  return !step.isLast;
}
