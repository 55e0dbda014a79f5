import type { SourceDescription } from "./source.ts";

export const sentryDescription: SourceDescription = {
  label: "Sentry",
  summary:
    "Sentry sends webhooks of an internal integration: issue alerts, metric alerts, and what becomes of issues.",
  credentials: "query",
  steps: [
    "In Sentry, open Settings > Integrations > Create New Integration and choose Internal Integration.",
    "Enter the Webhook URL, turn Alert Rule Action on, and under Webhooks choose issue.",
    "Save, and copy the Client Secret into this source: then Tocsin checks each post's signature.",
    "Choose the integration as an action of your alert rules.",
  ],
  snippets: ({ url, key }) => [
    { label: "Webhook URL", language: "text", text: `${url}?key=${encodeURIComponent(key)}` },
  ],
  settings: ["secret"],
  mapping: [
    {
      field: "alert_id",
      from: "the issue's number, for issue alerts and issues alike; metric and the incident's number for metric alerts",
    },
    { field: "alert_title", from: "title of the event or issue; the name of a metric alert's rule" },
    { field: "description", from: "message, metadata.value or culprit; description_text of a metric alert" },
    { field: "event_description", from: "description_title of a metric alert" },
    {
      field: "status",
      from: "action: resolved, archived and ignored are Resolved; created, unresolved, triggered, critical and warning are Open",
    },
    { field: "priority", from: "level of the event or issue; action of a metric alert" },
    { field: "category", from: "triggered_rule" },
    { field: "source_id", from: "the project's number" },
    { field: "source_name", from: "the issue's project; culprit of an event" },
    { field: "source_url", from: "web_url" },
    { field: "initiated_by", from: "actor of an issue's change" },
    { field: "occurred_at", from: "datetime, lastSeen or date_started" },
  ],
  notes: [
    "Comments, assignments and installations are taken and make no alert.",
    "Sentry can't send a header of yours, so the key is in the address: programs on the way may log it. The client secret protects against who finds it there.",
  ],
  verifiedBy: {
    page: "Sentry: Integration platform, webhooks",
    href: "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
  },
  sample: {
    headers: { "content-type": "application/json", "sentry-hook-resource": "event_alert" },
    body: JSON.stringify({
      action: "triggered",
      actor: { id: "sentry", name: "Sentry", type: "application" },
      data: {
        event: {
          event_id: "e4874d664c3540c1a32eab185f12c5ab",
          project: 1,
          platform: "javascript",
          message: "",
          datetime: "2026-11-28T09:06:17.403000Z",
          level: "error",
          culprit: "?(pay)",
          title: "TypeError: total is undefined",
          issue_id: "1170820242",
          web_url:
            "https://sentry.example.net/organizations/acme/issues/1170820242/events/e4874d664c3540c1a32eab185f12c5ab/",
          tags: [["level", "error"]],
          metadata: { type: "TypeError", value: "total is undefined" },
        },
        triggered_rule: "High volume errors",
      },
      installation: { uuid: "7a485448-a9e2-4c85-8a3c-4f44175783c9" },
    }),
  },
};
