import { z } from "zod";
import { findJob } from "#db/queries/jobs.ts";
import { readDb } from "#db/read.ts";
import { existing } from "#lib/domain/existing.ts";
import { JOB_KINDS, JOB_STATES, type JobView } from "#lib/domain/job/job.ts";
import { engine } from "#lib/engine/client.ts";
import { route } from "./route.ts";
import { named, time, utc, utcOrNull } from "./shapes.ts";

const Job = named(
  "Job",
  z.strictObject({
    id: z.string(),
    kind: z.enum(JOB_KINDS),
    state: z.enum(JOB_STATES),
    done: z
      .int()
      .describe(
        "Changed, or as wanted already; of deliveries: sent, whether delivered or retried by their schedule",
      ),
    failed: z
      .int()
      .describe(
        "Could not be changed, such as an alert whose status does not allow it; of deliveries: failed again",
      ),
    newer: z
      .int()
      .describe(
        "Left out, as they had an event after as_of; of deliveries: somebody else changed them, or their channel was disabled or deleted",
      ),
    total: z.int().describe("All that the job was to change"),
    started_at: time,
    finished_at: time.nullable(),
  }),
);

const present = (job: JobView): z.output<typeof Job> => ({
  id: job.id,
  kind: job.work.kind,
  state: job.state,
  done: job.done,
  failed: job.failed,
  newer: job.newer,
  total: job.total,
  started_at: utc(job.startedAt),
  finished_at: utcOrNull(job.finishedAt),
});

async function jobOf(id: string): Promise<z.output<typeof Job>> {
  return present(existing("job", await findJob(readDb(), id)));
}

export const jobs = [
  route("GET /api/v1/jobs/{id}", {
    id: "getJob",
    summary: "How far a job is; ended ones are kept for 30 days",
    scope: "read",
    fails: [404],
    output: Job,
    run: ({ params: { id } }) => jobOf(id),
  }),
  route("POST /api/v1/jobs/{id}/stop", {
    id: "stopJob",
    summary: "Stop a job; what it has done stays, and one that has ended stays as it is",
    scope: "operate",
    fails: [404],
    output: Job,
    run: async ({ actor, params: { id } }) => {
      await engine().run("jobs.stop", { actor, input: { id } });
      return jobOf(id);
    },
  }),
];
