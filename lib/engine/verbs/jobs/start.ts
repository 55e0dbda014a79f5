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
  /** The verb that starts it, and what it was asked for. */
  action: AuditAction;
  details: Record<string, unknown>;
};

/** Starts a job, with its row in the audit log; returns its id. Throws AppError `forbidden` for who can't be asked again. */
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
