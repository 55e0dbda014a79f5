import type { Payload } from "#lib/domain/alert/alert.ts";
import type { AttemptResponse } from "#lib/domain/delivery/outcome.ts";
import type { ChannelFormat, FormatType } from "#lib/domain/format/format.ts";
import { formats } from "#lib/formats/formats.ts";
import { eventOf } from "./hostile.ts";

/** An alert's end, with what each receiver would read as markup or as a mention. */
export const resolved: Payload = {
  alert_id: "disk-1",
  alert_title: "Disk <full> @channel",
  category: "Storage",
  description: "It grows by *2 %*.\n- see https://wiki.example/disk_full & do_it",
  di_event: null,
  event_description: null,
  initiated_by: null,
  occurred_at: "2026-11-24T06:22:48.000Z",
  previous_alert_status: "Open",
  priority: "High",
  rule_id: null,
  source_id: null,
  source_name: "Monitoring",
  source_type: "host",
  source_url: "https://mon.example/(db)?a=1&b=2",
  status: "Resolved",
  update_at: "2026-11-24T07:00:00.000Z",
};

/** The body for an alert, parsed. */
export const bodyFor = (
  type: FormatType,
  changes: Partial<Payload> = {},
  fields: ChannelFormat["fields"] = {},
  baseUrl: string | null = "https://tocsin.example.com",
) =>
  JSON.parse(
    formats[type].body(
      eventOf({ ...resolved, ...changes }, baseUrl),
      { type, fields, secrets: [] },
      () => "",
    ),
  );

/** An answer whose body is text, or an object as JSON. */
export const answer = (
  body: string | object,
  headers: Record<string, string> = {},
  truncated = false,
): AttemptResponse => ({ headers, body: typeof body === "string" ? body : JSON.stringify(body), truncated });
