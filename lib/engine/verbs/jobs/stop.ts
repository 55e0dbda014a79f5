import { z } from "zod";
import { jobRow } from "#db/queries/jobs.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { endJob } from "#lib/engine/write/end-job.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Stops a job after its current step. A job that has ended stays as it is. Scope `operate`. Throws AppError
 * `not_found`.
 */
export const stopJob: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { id } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    const job = existing("job", jobRow(tx.db, id));
    if (job.state === "running") endJob(tx, job, actor, { state: "stopped", action: "jobs.stop" });
  });
};
