import type { Db } from "#db/client.ts";
import type { JobRow } from "#db/queries/jobs.ts";
import type { JobWork } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Routes } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** What a step did, how many things it was done to, and where the next begins. */
export type JobStep = { done: number; failed: number; position: number | null; isLast: boolean };

export type JobKindParts = {
  /** Whether the next step may be done now; asked outside a transaction. */
  isReady: (db: Db, job: JobWork) => boolean;
  /** Does a small part of the work, from the job's position on. */
  step: (tx: Tx, job: JobRow, by: Actor, routes: Routes) => JobStep;
};
