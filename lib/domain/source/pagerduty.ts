import type { SourceDescription } from "./source.ts";

export const pagerdutyDescription: SourceDescription = {
  label: "PagerDuty Events",
  summary: "Any program that can send PagerDuty events (Events API v2) to an address of yours.",
  credentials: "body",
  steps: [
    "In the program, set the address of PagerDuty's Events API to this one; some add /v2/enqueue by themselves.",
    "Enter the API key where the routing key or integration key is asked for.",
  ],
  snippets: ({ url, key }) => [
    { label: "Address of the Events API", language: "text", text: `${url}/v2/enqueue` },
    { label: "Routing key", language: "text", text: key },
    { label: "curl", language: "shell", text: curl(url, key) },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "dedup_key" },
    { field: "alert_title", from: "payload.summary" },
    { field: "description", from: "payload.custom_details, a line per member" },
    {
      field: "status",
      from: "event_action: acknowledge is Acknowledged, resolve is Resolved; trigger is Open, and Acknowledged stays",
    },
    { field: "priority", from: "payload.severity: critical, error (High), warning (Medium), info (Low)" },
    { field: "category", from: "payload.class" },
    { field: "source_id", from: "payload.component, else payload.group" },
    { field: "source_name", from: "payload.source" },
    { field: "source_url", from: "client_url, else the first link" },
    { field: "initiated_by", from: "client" },
    { field: "occurred_at", from: "payload.timestamp" },
  ],
  notes: [
    "The answer is PagerDuty's own: 202 with status, message and dedup_key.",
    "A trigger without a dedup_key is known by its summary and source.",
    "acknowledge and resolve need a dedup_key that Tocsin knows, else they are refused.",
    "The routing key is left out of the details. Change events are not read.",
  ],
  verifiedBy: {
    page: "PagerDuty: Send an alert event (Events API v2)",
    href: "https://developer.pagerduty.com/docs/events-api-v2/trigger-events/",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      routing_key: "YOUR_API_KEY",
      event_action: "trigger",
      dedup_key: "db-17/disk",
      client: "cron-watch",
      client_url: "https://cron.example.net",
      payload: {
        summary: "Disk of db-17 at 97 %",
        source: "db-17.example.net",
        severity: "critical",
        timestamp: "2026-11-28T09:06:48.000+0000",
        component: "postgres",
        group: "ledger",
        class: "disk",
        custom_details: { "free space": "3%", "load avg": 0.75 },
      },
    }),
  },
};

function curl(url: string, key: string): string {
  const payload = { summary: "Disk of db-17 at 97 %", source: "db-17", severity: "critical" };
  const body = { routing_key: key, event_action: "trigger", dedup_key: "db-17/disk", payload };
  return `curl ${url}/v2/enqueue \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'\n`;
}
