import type { SourceDescription } from "./source.ts";

type Mapping = SourceDescription["mapping"];

/** Where the texts of an alert with labels and annotations come from, as `lib/sources/labelled.ts` reads them. */
export const FROM_ANNOTATIONS: Mapping = [
  { field: "alert_title", from: "annotation summary or title, else label alertname" },
  { field: "description", from: "annotation description or message" },
];

/** Where its other fields come from, beside its identity and its status. */
export const FROM_LABELS: Mapping = [
  { field: "priority", from: "label severity or priority: critical, error, warning, info and their like" },
  { field: "category", from: "label alertname" },
  { field: "source_id", from: "label instance" },
  { field: "source_name", from: "label job, else instance" },
  { field: "source_url", from: "generatorURL" },
  { field: "occurred_at", from: "startsAt; endsAt once it is resolved" },
];
