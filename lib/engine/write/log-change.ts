import type { AuditEntry } from "#db/queries/audit.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Logger } from "#lib/log.ts";

/** Logs who changed what. What it was changed to stands in the audit log only. */
export function logChange(log: Logger, actor: Actor, { action, target }: AuditEntry): void {
  const by = "id" in actor ? actor.id : actor.kind;
  log.info({ request_id: actor.requestId, by, target: target?.id }, action);
}
