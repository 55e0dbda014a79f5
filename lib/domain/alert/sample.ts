import type { AlertStatus } from "./alert.ts";
import type { AlertInput } from "./alert-schema.ts";

/** The presets of Test Webhook. */
export const TEST_PRESETS = ["Open", "Resolved"] as const satisfies readonly AlertStatus[];

/** The alert that Test Webhook sends unless someone edits it; each Test adds an id. */
export function sampleAlert(status: (typeof TEST_PRESETS)[number] = "Open"): AlertInput {
  return {
    alert_title: "Test alert from Tocsin",
    category: "Test",
    description: "Sent by Test Webhook to check a channel. Nothing has happened.",
    di_event: "user_login_attempt",
    event_description: "A simulated event",
    initiated_by: "Tocsin",
    previous_alert_status: status === "Resolved" ? "Open" : null,
    priority: "Low",
    source_id: "tocsin-test",
    source_name: "Tocsin",
    source_type: "test",
    source_url: null,
    status,
  };
}
