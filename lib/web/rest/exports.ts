import { z } from "zod";
import { EXPORT_FORMATS, type ExportedThing } from "#lib/domain/export.ts";
import { alertFilters } from "./alerts.ts";
import { auditFilters } from "./audit.ts";
import { deliveryFilters } from "./deliveries.ts";
import { answeredInFront, route, type Shape } from "./route.ts";

const format = z
  .enum(EXPORT_FORMATS, { error: `format is ${EXPORT_FORMATS.join(" or ")}.` })
  .optional()
  .meta({ default: "csv" });

/** The query of each export: its format, and the filters of the list. */
export const exportQueries = {
  alerts: { format, ...alertFilters },
  deliveries: { format, ...deliveryFilters },
  audit: { format, ...auditFilters },
} satisfies Record<ExportedThing, Shape>;

export type ExportQuery<What extends ExportedThing> = z.output<z.ZodObject<(typeof exportQueries)[What]>>;

const HOW =
  "It holds what was there at its start, each row as it is when it is read. Text in CSV that begins like a formula gets an apostrophe in front. A connection that ends without the final chunk means that the export is not whole. At most 4 run at once, and one that a client does not read for 10 min is ended; the audit log says how each ended.";

const files = {
  "text/csv": "RFC 4180, with a header; nested members as JSON",
  "application/x-ndjson": "One JSON object per line",
};

/** They are answered in front of the table (lib/web/export), which only describes them. */
export const exports = [
  route("GET /api/v1/export/alerts", {
    id: "exportAlerts",
    summary: "All alerts that a filter finds, the one first seen last first",
    description: HOW,
    scope: "read",
    query: exportQueries.alerts,
    fails: [503],
    output: null,
    files,
    run: answeredInFront,
  }),
  route("GET /api/v1/export/deliveries", {
    id: "exportDeliveries",
    summary: "All deliveries that a filter finds, newest first",
    description: HOW,
    scope: "read",
    query: exportQueries.deliveries,
    fails: [503],
    output: null,
    files,
    run: answeredInFront,
  }),
  route("GET /api/v1/export/audit", {
    id: "exportAudit",
    summary: "The audit log, newest first",
    description: HOW,
    scope: "manage",
    query: exportQueries.audit,
    fails: [503],
    output: null,
    files,
    run: answeredInFront,
  }),
];
