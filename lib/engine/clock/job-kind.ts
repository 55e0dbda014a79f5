import type { Db } from "#db/client.ts";
import type { JobRow } from "#db/queries/jobs.ts";
import type { JobWork } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Routes } from "#lib/engine/intake/publish.ts";
import type { Tx } from "#lib/engine/write/context.ts";

/** What a step did: how many items it changed or failed to change, and where the next step begins. */
export type JobStep = { done: number; failed: number; position: number | null; isLast: boolean };

export type JobKindParts = {
  /** Whether the next step can run now; asked outside a transaction. */
  isReady: (db: Db, job: JobWork) => boolean;
  /** Does a small part of the work, starting at the job's position. */
  step: (tx: Tx, job: JobRow, by: Actor, routes: Routes) => JobStep;
};
