import { type Cell, csvRecord } from "#lib/domain/csv.ts";
import type { ExportFormat } from "#lib/domain/export.ts";
import type { Row } from "./row.ts";

/** How rows become a file. */
export type FileText = { type: string; head: string; line(row: Row): string };

/** The file of a format, for rows with these members. */
export function fileText(format: ExportFormat, columns: readonly string[]): FileText {
  if (format === "ndjson")
    return { type: "application/x-ndjson", head: "", line: (row) => `${JSON.stringify(row)}\n` };
  return {
    type: "text/csv; charset=utf-8; header=present",
    head: csvRecord(columns),
    line: (row) => csvRecord(columns.map((column) => cellOf(row[column]))),
  };
}

/** A nested member, such as an alert's details, is JSON in its cell. */
function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return JSON.stringify(value);
}
