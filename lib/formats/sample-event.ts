import type { Payload } from "#lib/domain/alert/alert.ts";
import type { FormatEvent } from "./format.ts";

/** The event that a format is shown with until its channel has one of its own. */
export const SAMPLE_ALERT_ID = "sample-disk-almost-full";

/** A made-up event at `now` (ms), with something in every field. */
export function sampleEvent(
  { channelName, baseUrl }: Pick<FormatEvent, "channelName" | "baseUrl">,
  now: number,
): FormatEvent {
  const at = new Date(now).toISOString();
  const payload: Payload = {
    alert_id: SAMPLE_ALERT_ID,
    alert_title: "Disk almost full on db-1",
    category: "Storage",
    description: "The volume /var/lib is at 93 %. It grows by 2 % an hour.",
    di_event: "storage_volume_usage",
    event_description: "Usage of /var/lib went above 90 %",
    initiated_by: "monitoring",
    occurred_at: at,
    previous_alert_status: null,
    priority: "High",
    rule_id: "rul_sample",
    source_id: "db-1",
    source_name: "Monitoring",
    source_type: "host",
    source_url: "https://monitoring.example.com/hosts/db-1",
    status: "Open",
    update_at: at,
  };
  const details = { region: "eu-1", volume: "/var/lib", used_percent: 93 };
  return {
    stored: JSON.stringify(payload),
    routed: { ruleId: null, priority: null },
    eventId: "evt_sample",
    channelName,
    baseUrl,
    details: () => details,
  };
}
