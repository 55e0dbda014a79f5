import type { JobView } from "#lib/domain/job/job.ts";

/** A job; times are RFC 3339 in UTC. */
export const presentJob = ({ id, work, state, startedAt, finishedAt, ...counts }: JobView) => ({
  id,
  kind: work.kind,
  state,
  done: counts.done,
  failed: counts.failed,
  newer: counts.newer,
  total: counts.total,
  started_at: new Date(startedAt).toISOString(),
  finished_at: finishedAt === null ? null : new Date(finishedAt).toISOString(),
});
