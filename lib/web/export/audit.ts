import { walkAudit } from "#db/queries/audit-walk.ts";
import { AuditRecord, auditFilterOf, presentAuditRow } from "#lib/web/rest/audit.ts";
import type { ExportQuery } from "#lib/web/rest/exports.ts";
import { type Exporter, PAGE_ROWS, READ_ROWS, rowsBy } from "./row.ts";

export const auditExporter: Exporter<ExportQuery<"audit">> = {
  columns: Object.keys(AuditRecord.shape),
  async *reads(db, { format: _, ...query }) {
    const filter = auditFilterOf(query);
    let above: number | null = null;
    do {
      const { found, next }: ReturnType<typeof walkAudit> = walkAudit(db, filter, above, {
        looks: PAGE_ROWS,
        limit: READ_ROWS,
      });
      yield rowsBy(presentAuditRow, found);
      above = next;
    } while (above !== null);
  },
};
