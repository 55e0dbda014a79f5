import type { ExpressionField } from "#lib/domain/source/settings.ts";

/** What an expression is for: a field of the alert, or the list of alerts. */
export type Target = ExpressionField | "for_each";

export type FieldWords = { field: ExpressionField; label: string; help?: string };

/** The fields that most sources need, in the order of the page. */
export const MAIN_FIELDS: readonly FieldWords[] = [
  { field: "alert_title", label: "Title", help: "The one field that every source needs." },
  {
    field: "alert_id",
    label: "Identity",
    help: "What tells one alert from another, such as a job's name: an open and its resolve must give the same. Left empty, title and source name count.",
  },
  {
    field: "status",
    label: "Status",
    help: 'One of Open, Acknowledged, Resolved, Auto-Resolved, such as body.ok ? "Resolved" : "Open". Left empty, Open.',
  },
  {
    field: "priority",
    label: "Priority",
    help: "One of Critical, High, Medium, Low. Left empty, the stored one, else Medium.",
  },
  { field: "description", label: "Description" },
  { field: "category", label: "Category" },
  { field: "source_name", label: "Source name", help: "Left empty, the API key's name." },
  { field: "source_url", label: "Source URL" },
];

export const OTHER_FIELDS: readonly FieldWords[] = [
  {
    field: "occurred_at",
    label: "Occurred at",
    help: "RFC 3339, or a number: seconds or milliseconds since 1970.",
  },
  { field: "update_at", label: "Updated at" },
  { field: "di_event", label: "Event (di_event)" },
  { field: "event_description", label: "Event description" },
  { field: "initiated_by", label: "Initiated by" },
  { field: "source_id", label: "Source ID" },
  { field: "source_type", label: "Source type" },
  {
    field: "details",
    label: "Details",
    help: "Left empty, the body or the entry as it came, without members named like secrets.",
  },
];

export const ALL_FIELDS: readonly FieldWords[] = [...MAIN_FIELDS, ...OTHER_FIELDS];

export const labelOf = (target: Target): string =>
  target === "for_each"
    ? "List of alerts"
    : (ALL_FIELDS.find(({ field }) => field === target)?.label ?? target);
