export const PRIORITIES = ["Critical", "High", "Medium", "Low"] as const;
export type Priority = (typeof PRIORITIES)[number];

export const STATUSES = ["Open", "Acknowledged", "Resolved", "Auto-Resolved"] as const;
export type AlertStatus = (typeof STATUSES)[number];

export const MAX_ALERTS_PER_POST = 1_000;

/** What the ids of Tocsin's own alerts begin with; no source may use it. */
export const OWN_ALERTS = "tocsin:";

/** The seventeen fields of a webhook, in the order in which they are sent. */
export const PAYLOAD_KEYS = [
  "alert_id",
  "alert_title",
  "category",
  "description",
  "di_event",
  "event_description",
  "initiated_by",
  "occurred_at",
  "previous_alert_status",
  "priority",
  "rule_id",
  "source_id",
  "source_name",
  "source_type",
  "source_url",
  "status",
  "update_at",
] as const;

/** An alert as one of its events left it; `null` where unknown, times as RFC 3339 in UTC. */
export type Payload = {
  alert_id: string;
  alert_title: string;
  category: string | null;
  description: string | null;
  di_event: string | null;
  event_description: string | null;
  initiated_by: string | null;
  occurred_at: string;
  previous_alert_status: AlertStatus | null;
  priority: Priority;
  rule_id: string | null;
  source_id: string | null;
  source_name: string | null;
  source_type: string | null;
  source_url: string | null;
  status: AlertStatus;
  update_at: string;
};
