import { aboveAlerts, alertsBelow } from "#db/queries/alert-export.ts";
import { ListedAlert, presentListed } from "#lib/web/rest/alert-shapes.ts";
import type { ExportQuery } from "#lib/web/rest/exports.ts";
import { type Exporter, PAGE_ROWS, READ_ROWS, rowsBy } from "./row.ts";

export const alertsExporter: Exporter<ExportQuery<"alerts">> = {
  columns: Object.keys(ListedAlert.shape),
  async *reads(db, { format: _, source_name: sourceName, ...filter }) {
    let above: number | null = aboveAlerts(db);
    while (above !== null) {
      const { found, next } = alertsBelow(db, { ...filter, sourceName }, above, {
        looks: PAGE_ROWS,
        limit: READ_ROWS,
      });
      yield rowsBy(presentListed, found);
      above = next;
    }
  },
};
