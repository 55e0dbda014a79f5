import type { Db } from "#db/client.ts";
import type { JobRow } from "#db/queries/jobs.ts";
import type { JobWork } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Routes } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";

export type JobOf<Work extends JobWork> = JobRow & { work: Work };

/** What a step did: how many items it changed or failed to change, and where the next step begins. */
export type JobStep = { done: number; failed: number; position: number | null; isLast: boolean };

/** What a step may use besides the transaction. */
export type JobMeans = {
  /** Whoever started the job, with their present rights. */
  by: Actor;
  routes: Routes;
  /** Call this after releasing deliveries of this channel. */
  deliveriesWaiting(channelId: string): void;
};

export type JobKindParts<Work extends JobWork> = {
  /** When the next step can run; asked outside a transaction. "soon": look again in some milliseconds. */
  readiness(db: Db, job: JobOf<Work>): "now" | "soon" | "later";
  /** Does a small part of the work, starting at the job's position. */
  step(tx: Tx, job: JobOf<Work>, means: JobMeans): JobStep;
};
