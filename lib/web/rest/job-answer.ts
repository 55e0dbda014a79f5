import type { Db } from "#db/client.ts";
import { findJob } from "#db/queries/jobs.ts";
import { AppError } from "#lib/domain/errors.ts";
import { presentJob } from "./job.ts";

/** 200 with the job. Throws AppError `not_found`. */
export async function jobAnswer(db: Db, id: string): Promise<Response> {
  const job = await findJob(db, id);
  if (job === null) throw new AppError("not_found", "There is no such job: ended ones are kept for 30 days.");
  return Response.json(presentJob(job));
}
