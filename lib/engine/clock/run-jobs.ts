import type { Db } from "#db/client.ts";
import { hasRunningJobs, type JobRow, jobRow, runningJobs, storeJobProgress } from "#db/queries/jobs.ts";
import { type Actor, may } from "#lib/domain/people/actor.ts";
import type { Tx } from "#lib/engine/write/context.ts";
import { endJob } from "#lib/engine/write/end-job.ts";
import { type ChoreContext, type ChoreParts, REST } from "./chore.ts";
import type { JobMeans } from "./job-kind.ts";
import { jobKinds } from "./job-kinds.ts";
import { presentActor } from "./present-actor.ts";

type JobContext = Pick<
  ChoreContext,
  "db" | "now" | "transact" | "routing" | "deliveryQueued" | "deliveriesWaiting"
>;

/** How soon a job is looked at again that waits for deliveries, ms. */
const SOON_MS = 25;

/** Does the work of running jobs. */
export const doingJobs = (context: JobContext): ChoreParts => ({
  name: "running jobs",
  everyMs: 1_000,
  isDue: () => hasRunningJobs(context.db),
  step: () => runJobs(context),
  restMs: (tookMs) => Math.max(REST * tookMs, SOON_MS),
});

/**
 * Does one step of every running job, each in its own transaction. Resolves with whether any job can go on
 * soon. If a step fails, the other jobs still get theirs; then this throws, and the next round tries the step
 * again.
 */
export async function runJobs(context: JobContext): Promise<boolean> {
  let more = false;
  const failures: unknown[] = [];
  for (const job of runningJobs(context.db)) {
    const readiness = readinessOf({ db: context.db, now: context.now() }, job);
    if (readiness === "soon") more = true;
    if (readiness !== "now") continue;
    try {
      const goesOn = await context.transact((tx) => stepJob(tx, job.id, context));
      more ||= goesOn;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return more;
}

/** A job whose actor has lost the right is ended at once, whatever it waits for. */
function readinessOf(at: At, job: JobRow): "now" | "soon" | "later" {
  return rightfulActor(at, job) === null ? "now" : jobKinds[job.work.kind].readiness(at.db, job);
}

/** The database at a moment, ms since 1970. */
type At = { db: Db; now: number };

function rightfulActor(at: At, job: JobRow): Actor | null {
  const by = presentActor(at, job);
  return by !== null && may(by, "operate") ? by : null;
}

/**
 * One transaction holds what the step does and the job's progress, so that after a kill the job goes on from
 * there.
 */
function stepJob(tx: Tx, id: string, context: JobContext): boolean {
  const job = jobRow(tx.db, id);
  if (job === undefined || job.state !== "running") return false;
  const by = rightfulActor(tx, job);
  if (by === null) {
    endJob(tx, job, { kind: "system" }, { state: "stopped", action: "jobs.end", reason: "right_lost" });
    return false;
  }
  const routes = { table: context.routing(tx), queued: context.deliveryQueued };
  return goOn(tx, job, { by, routes, deliveriesWaiting: context.deliveriesWaiting });
}

function goOn(tx: Tx, job: JobRow, means: JobMeans): boolean {
  const step = jobKinds[job.work.kind].step(tx, job, means);
  const done = job.done + step.done;
  const failed = job.failed + step.failed;
  // The count at the start may be too low: the search index may have been behind.
  const total = Math.max(job.total, done + failed);
  const newer = job.newer + (step.isLast ? total - done - failed : 0);
  const moved = { ...job, done, failed, total, newer, position: step.position };
  storeJobProgress(tx.db, job.id, { done, failed, total, newer, position: step.position });
  if (step.isLast) endJob(tx, moved, means.by, { state: "done", action: "jobs.end" });
  return !step.isLast;
}
