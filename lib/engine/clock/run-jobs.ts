import { type JobRow, jobRow, runningJobs, storeJobProgress } from "#db/queries/jobs.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import type { Routes } from "#lib/engine/intake/publish.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { endJob } from "#lib/engine/write/end-job.ts";
import { jobKinds } from "./job-kinds.ts";
import { presentActor } from "./present-actor.ts";

type JobContext = Pick<VerbContext, "db" | "transact" | "routing" | "deliveryQueued">;

/**
 * Takes every running job a step on, each in a transaction of its own; resolves with whether any has more to do at
 * once. A step that fails is tried again with the next round, and doesn't hold up the other jobs.
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

/** What the step does and how far the job is are one transaction: after a kill it goes on where it was. */
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
  // A search index that was behind at the start may have found fewer than there were.
  const total = Math.max(job.total, done + failed);
  const newer = job.newer + (step.isLast ? total - done - failed : 0);
  const moved = { ...job, done, failed, total, newer, position: step.position };
  storeJobProgress(tx.db, job.id, { done, failed, total, newer, position: step.position });
  if (step.isLast) endJob(tx, moved, by, { state: "done", action: "jobs.end" });
  return !step.isLast;
}
