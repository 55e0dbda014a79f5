import { type AuditEntry, auditBelow } from "#db/queries/audit-export.ts";
import type { ExportQuery } from "#lib/web/rest/exports.ts";
import { utc } from "#lib/web/rest/shapes.ts";
import { type Exporter, READ_ROWS, rowsBy } from "./row.ts";

const present = (entry: AuditEntry) => ({
  at: utc(entry.at),
  actor_kind: entry.actorKind,
  actor_id: entry.actorId,
  actor_name: entry.actorName,
  action: entry.action,
  target_id: entry.targetId,
  target_name: entry.targetName,
  details: entry.details,
});

export const auditExporter: Exporter<ExportQuery<"audit">> = {
  columns: [
    "at",
    "actor_kind",
    "actor_id",
    "actor_name",
    "action",
    "target_id",
    "target_name",
    "details",
  ] satisfies (keyof ReturnType<typeof present>)[],
  async *reads(db, { format: _, ...filter }) {
    let above: number | null = null;
    do {
      const entries = auditBelow(db, filter, above, READ_ROWS);
      yield rowsBy(present, entries);
      above = entries.length < READ_ROWS ? null : (entries.at(-1)?.seq ?? null);
    } while (above !== null);
  },
};
