import type { SourceDescription } from "./source.ts";

const PAYLOAD = `{
  "id": "$ID",
  "alert_id": "$ALERT_ID",
  "cycle_key": "$ALERT_CYCLE_KEY",
  "aggreg_key": "$AGGREG_KEY",
  "title": "$EVENT_TITLE",
  "transition": "$ALERT_TRANSITION",
  "type": "$ALERT_TYPE",
  "priority": "$ALERT_PRIORITY",
  "scope": "$ALERT_SCOPE",
  "status": "$ALERT_STATUS",
  "date": $DATE,
  "link": "$LINK",
  "tags": "$TAGS"
}`;

export const datadogDescription: SourceDescription = {
  label: "Datadog",
  summary: "Datadog monitors send a webhook when they are triggered and when they recover.",
  credentials: "bearer",
  steps: [
    "In Datadog, open Integrations > Webhooks and add a webhook with this URL.",
    "Paste the payload and the custom headers; leave Encode as form off.",
    "Mention the webhook in the message of your monitors: @webhook-tocsin.",
  ],
  snippets: ({ url, key }) => [
    { label: "URL", language: "text", text: url },
    { label: "Payload", language: "json", text: PAYLOAD },
    {
      label: "Custom Headers",
      language: "json",
      text: JSON.stringify({ Authorization: `Bearer ${key}` }, null, 2),
    },
  ],
  settings: [],
  mapping: [
    {
      field: "alert_id",
      from: "alert_id and scope, else aggreg_key or cycle_key; in the usual body the title and its scope",
    },
    { field: "alert_title", from: "title, without what stands in brackets before it" },
    { field: "description", from: "status, else body" },
    { field: "event_description", from: "transition, else the title's" },
    {
      field: "status",
      from: "transition: Recovered is Resolved, everything else is Open, and Acknowledged stays",
    },
    {
      field: "priority",
      from: "priority: P1 Critical, P2 High, P3 Medium, P4 and P5 Low; else type: error High, warning Medium",
    },
    { field: "category", from: "event_type, else tags" },
    { field: "source_id", from: "alert_id" },
    { field: "source_name", from: "scope, else the organisation" },
    { field: "source_url", from: "link" },
    { field: "occurred_at", from: "date" },
  ],
  notes: [
    "The usual body works too, but it names no monitor: alerts are then known by their titles.",
    "A variable that Datadog doesn't fill in ($…) counts as absent.",
    "Datadog tries again only after answers of 5xx.",
  ],
  verifiedBy: { page: "Datadog: Webhooks", href: "https://docs.datadoghq.com/integrations/webhooks/" },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      id: "5230425567534920007",
      alert_id: "91422",
      cycle_key: "8b4c1e0f7a3d5526",
      aggreg_key: "9bd4ac313a4d1e8fae2482df7b77628",
      title: "[P2] [Triggered on {host:web-2}] Load is high",
      transition: "Triggered",
      type: "error",
      priority: "P2",
      scope: "host:web-2,env:prod",
      status: "system.load.1 over host:web-2 was > 4 on average during the last 5m.",
      date: 1795856798000,
      link: "https://app.datadoghq.com/event/event?id=5230425567534920007",
      tags: "env:prod, host:web-2, monitor",
    }),
  },
};
