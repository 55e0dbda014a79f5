import { recordAudit } from "#db/queries/audit.ts";
import { insertJob } from "#db/queries/jobs.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newId } from "#lib/domain/ids.ts";
import type { JobWork } from "#lib/domain/job/job.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { AuditAction } from "#lib/domain/people/audit.ts";
import type { Tx } from "#lib/engine/write/context.ts";

type NewJob = {
  work: JobWork;
  total: number;
  newer: number;
  /** The verb that starts the job, and its input. */
  action: AuditAction;
  details: Record<string, unknown>;
};

/**
 * Starts a job, with its audit row, and returns the job's id. Throws AppError `forbidden` unless a user or an
 * API key starts it: each step looks up their rights again.
 */
export function startJob(tx: Tx, actor: Actor, { work, total, newer, action, details }: NewJob): string {
  if (actor.kind !== "user" && actor.kind !== "api_key")
    throw new AppError("forbidden", "A job is started by a user or with an API key.");
  const id = newId("job");
  insertJob(tx.db, {
    id,
    work,
    state: "running",
    actorKind: actor.kind,
    actorId: actor.id,
    done: 0,
    failed: 0,
    newer,
    total,
    startedAt: tx.now,
  });
  recordAudit(tx, actor, { action, target: { id, name: work.kind }, details: { ...details, total, newer } });
  return id;
}
