/** What to do with an alert that only says again what is stored. */
export const REPEATS = ["drop", "send"] as const;
export type Repeats = (typeof REPEATS)[number];

/** The alert's fields that a source of one's own fills by expressions. */
export const EXPRESSION_FIELDS = [
  "alert_id",
  "alert_title",
  "category",
  "description",
  "di_event",
  "event_description",
  "initiated_by",
  "occurred_at",
  "priority",
  "source_id",
  "source_name",
  "source_type",
  "source_url",
  "status",
  "update_at",
  "details",
] as const;
export type ExpressionField = (typeof EXPRESSION_FIELDS)[number];

/** A source's settings; which of them count depends on its type. */
export type SourceSettings = {
  repeats: Repeats;
  /** Prometheus: labels that don't belong to an alert's identity. */
  ignoreLabels: readonly string[];
  /** A source of one's own: an expression that gives a list in the body; null if the body is one alert. */
  forEach: string | null;
  /** A source of one's own: a CEL expression per field. */
  fields: Readonly<Partial<Record<ExpressionField, string>>>;
};

export const USUAL_SETTINGS: SourceSettings = {
  repeats: "drop",
  ignoreLabels: ["replica", "prometheus_replica"],
  forEach: null,
  fields: {},
};
