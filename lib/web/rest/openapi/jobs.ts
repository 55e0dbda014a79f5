import { JOB_KINDS, JOB_STATES } from "#lib/domain/job/job.ts";
import { answers, inPath, problems, ref, scope } from "./parts.ts";
import { object, oneOf, orNull, text, time, whole } from "./shapes.ts";

export const jobsPaths = {
  "/api/v1/jobs/{id}": {
    get: {
      operationId: "getJob",
      summary: "How far a job is; ended ones are kept for 30 days",
      ...scope("read"),
      parameters: [inPath("id")],
      responses: { "200": answers("The job", ref("Job")), ...problems(404) },
    },
  },
  "/api/v1/jobs/{id}/stop": {
    post: {
      operationId: "stopJob",
      summary: "Stop a job; what it has done stays, and one that has ended stays as it is",
      ...scope("operate"),
      parameters: [inPath("id")],
      responses: { "200": answers("The job as it is now", ref("Job")), ...problems(404, 503) },
    },
  },
};

const counts = {
  done: { ...whole, description: "Changed, or as wanted already" },
  failed: { ...whole, description: "Could not be changed, such as an alert whose status does not allow it" },
  newer: { ...whole, description: "Left out, as they had an event after as_of" },
  total: { ...whole, description: "All that the job was to change" },
};

export const jobSchemas = {
  StartedJob: object({
    job_id: text,
    matched: { ...whole, description: "Alerts that the job is to change" },
    newer: { ...whole, description: "Alerts left out, as they had an event after as_of" },
  }),
  Job: object({
    id: text,
    kind: oneOf(JOB_KINDS),
    state: oneOf(JOB_STATES),
    ...counts,
    started_at: time,
    finished_at: orNull(time),
  }),
};
