import type { SourceDescription } from "./source.ts";

export const uptimeKumaDescription: SourceDescription = {
  label: "Uptime Kuma",
  summary: "Uptime Kuma sends a webhook when a monitor goes down and when it is up again.",
  credentials: "bearer",
  steps: [
    "In Uptime Kuma, open Settings > Notifications, press Setup Notification and choose Webhook.",
    "Enter the Post URL, and leave the Request Body at Preset - application/json.",
    "Turn Additional Headers on and paste the header.",
    "Press Test: the test alert appears here. Then choose the notification in your monitors.",
  ],
  snippets: ({ url, key }) => [
    { label: "Post URL", language: "text", text: url },
    {
      label: "Additional Headers",
      language: "json",
      text: JSON.stringify({ Authorization: `Bearer ${key}` }, null, 2),
    },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "monitor.id" },
    { field: "alert_title", from: "monitor.name, with “is down”" },
    { field: "description", from: "heartbeat.msg" },
    { field: "event_description", from: "msg" },
    {
      field: "status",
      from: "heartbeat.status: up (1) and maintenance (3) are Resolved; down (0) and pending (2) are Open",
    },
    { field: "priority", from: "none: Medium, or what a rule sets" },
    { field: "category", from: "monitor.type" },
    { field: "source_id", from: "monitor.id" },
    { field: "source_name", from: "monitor.pathName, else monitor.name" },
    { field: "source_url", from: "monitor.url" },
    { field: "occurred_at", from: "heartbeat.time" },
  ],
  notes: [
    "A warning that a certificate ends has no monitor: its sentence is the title, and nothing ends it but a person.",
    "Two installations of Uptime Kuma number their monitors alike: give each its own API key with its own namespace.",
  ],
  verifiedBy: {
    page: "Uptime Kuma: server/notification-providers/webhook.js",
    href: "https://github.com/louislam/uptime-kuma/blob/master/server/notification-providers/webhook.js",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      heartbeat: {
        monitorID: 12,
        status: 0,
        time: "2026-11-28 09:06:38.114",
        msg: "connect ECONNREFUSED 192.0.2.17:443",
        important: true,
        duration: 61,
        timezone: "Europe/Berlin",
        timezoneOffset: "+01:00",
        localDateTime: "2026-11-28 10:06:38",
      },
      monitor: {
        id: 12,
        name: "Shop",
        pathName: "Web / Shop",
        url: "https://shop.example.net/health",
        type: "http",
      },
      msg: "[Shop] [🔴 Down] connect ECONNREFUSED 192.0.2.17:443",
    }),
  },
};
