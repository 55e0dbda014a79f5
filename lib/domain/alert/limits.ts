/** The most characters that each text of an alert may have, in code points. */
export const LONGEST = {
  alert_id: 200,
  alert_title: 200,
  category: 200,
  description: 10_000,
  di_event: 200,
  event_description: 10_000,
  idempotency_key: 200,
  initiated_by: 200,
  rule_id: 200,
  source_id: 200,
  source_name: 200,
  source_type: 200,
  source_url: 2_048,
} as const;

export type AlertText = keyof typeof LONGEST;
