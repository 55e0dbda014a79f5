import type { ExportedThing } from "#lib/domain/export.ts";
import type { ExportQuery } from "#lib/web/rest/exports.ts";
import { alertsExporter } from "./alerts.ts";
import { auditExporter } from "./audit.ts";
import { deliveriesExporter } from "./deliveries.ts";
import type { Exporter } from "./row.ts";

/** Everything that can be exported. */
export const exporters: { [What in ExportedThing]: Exporter<ExportQuery<What>> } = {
  alerts: alertsExporter,
  deliveries: deliveriesExporter,
  audit: auditExporter,
};
