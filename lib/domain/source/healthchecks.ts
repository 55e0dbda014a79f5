import type { SourceDescription } from "./source.ts";

const BODY = `{
  "code": "$CODE",
  "name": $NAME_JSON,
  "status": "$STATUS",
  "now": "$NOW",
  "tags": "$TAGS",
  "last_exitstatus": "$EXITSTATUS",
  "body": $BODY_JSON
}`;

export const healthchecksDescription: SourceDescription = {
  label: "Healthchecks",
  summary: "Healthchecks sends a webhook when a check goes down and when it is up again.",
  credentials: "bearer",
  steps: [
    "In Healthchecks, open Integrations and add an integration of the kind Webhook.",
    "Under “Execute when a check goes down”, choose POST, and enter the URL, the request body and the request headers.",
    "Enter the same under “Execute when a check goes up”.",
    "Save, and press Test!: the test alert appears here.",
  ],
  snippets: ({ url, key }) => [
    { label: "URL", language: "text", text: url },
    { label: "Request Body", language: "json", text: BODY },
    {
      label: "Request Headers",
      language: "text",
      text: `Content-Type: application/json\nAuthorization: Bearer ${key}`,
    },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "code" },
    { field: "alert_title", from: "name, with “is down”" },
    { field: "description", from: "body: what the last ping sent" },
    { field: "event_description", from: "last_exitstatus" },
    { field: "status", from: "status: up is Resolved, down is Open" },
    { field: "priority", from: "none: Medium, or what a rule sets" },
    { field: "category", from: "tags" },
    { field: "source_id", from: "code" },
    { field: "source_name", from: "name" },
    { field: "occurred_at", from: "now" },
  ],
  notes: [
    "A variable that Healthchecks doesn't fill in ($…) counts as absent.",
    "$NAME_JSON and $BODY_JSON bring their own quotes; an installation that doesn't know them makes a body that is no JSON, which is refused.",
  ],
  verifiedBy: {
    page: "Healthchecks: Configuring webhooks",
    href: "https://healthchecks.io/docs/configuring_notifications/",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      code: "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278",
      name: 'Nightly "backup" of db-17',
      status: "down",
      now: "2026-11-28T03:06:38+00:00",
      tags: "prod db",
      last_exitstatus: "1",
      body: "rsync: connection unexpectedly closed",
    }),
  },
};
