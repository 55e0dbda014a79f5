"use server";

import { z } from "zod";
import type { JobsRead, ListedJob } from "#components/jobs/listed-job.ts";
import type { ActionResult } from "#lib/domain/action-result.ts";
import { act } from "#lib/web/action.ts";
import { readJob, readJobs as readThem } from "./read-jobs.ts";

const idsSchema = z.array(z.string()).max(100);

/** How far these jobs are. Needs the right to read. */
export async function readJobs(ids: unknown): Promise<ActionResult<JobsRead>> {
  const parsed = idsSchema.safeParse(ids);
  return readThem(parsed.success ? parsed.data : []);
}

/** Stops a job after its current step. Needs the right to operate. */
export async function stopJob(id: unknown): Promise<ActionResult<ListedJob>> {
  const result = await act("jobs.stop", { id });
  return result.ok ? readJob(String(id)) : result;
}
