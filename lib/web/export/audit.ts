import { type AuditEntry, auditBelow } from "#db/queries/audit-export.ts";
import type { ExportQuery } from "#lib/web/rest/exports.ts";
import { utc } from "#lib/web/rest/shapes.ts";
import { type Exporter, PAGE_ROWS, READ_ROWS, rowsBy } from "./row.ts";

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
      const read = auditBelow(db, filter, above, { looks: PAGE_ROWS, limit: READ_ROWS });
      yield rowsBy(present, read.found);
      above = read.next;
    } while (above !== null);
  },
};
