import type { Payload } from "#lib/domain/alert/alert.ts";

/** An event as it is stored, with characters that every format has to escape. */
export const payload: Payload = {
  alert_id: "disk-1",
  alert_title: "Disk full",
  category: null,
  description: 'a "quote", a line\nbreak and 🔔',
  di_event: "disk_full",
  event_description: null,
  initiated_by: null,
  occurred_at: "2026-11-24T06:22:48.000Z",
  previous_alert_status: null,
  priority: "Medium",
  rule_id: null,
  source_id: null,
  source_name: "CI",
  source_type: null,
  source_url: null,
  status: "Open",
  update_at: "2026-11-24T06:22:48.000Z",
};
