import type { Db } from "#db/client.ts";
import { audit } from "#db/schema/index.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { AuditAction } from "#lib/domain/people/audit.ts";

export type AuditEntry = {
  action: AuditAction;
  target?: { id: string; name: string };
  /** What changed. Never a secret. */
  details?: Record<string, unknown>;
};

type AuditTx = {
  db: Db;
  now: number;
  /** Logs the change once it is committed. */
  logChange?: (actor: Actor, entry: AuditEntry) => void;
};

/** Records who did what, in the transaction that does it. */
export function recordAudit({ db, now, logChange }: AuditTx, actor: Actor, entry: AuditEntry): void {
  logChange?.(actor, entry);
  db.insert(audit)
    .values({
      at: now,
      actorKind: actor.kind,
      actorId: "id" in actor ? actor.id : null,
      actorName: "name" in actor ? actor.name : actor.kind,
      address: actor.address ?? null,
      action: entry.action,
      targetId: entry.target?.id ?? null,
      targetName: entry.target?.name ?? null,
      details: entry.details ?? null,
    })
    .run();
}
