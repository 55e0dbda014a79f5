import type { SourceDescription } from "./source.ts";

export const gcpMonitoringDescription: SourceDescription = {
  label: "Google Cloud Monitoring",
  summary:
    "Google Cloud Monitoring sends a webhook when an incident of an alerting policy opens and when it closes.",
  credentials: "basic",
  steps: [
    "In the Google Cloud console, open Monitoring > Alerting > Edit notification channels and add a webhook.",
    "Enter the Endpoint URL, tick Use HTTP Basic Auth, and enter any user name with the key as password.",
    "Press Test Connection: the test alert appears here. Then choose the channel in your alerting policies.",
  ],
  snippets: ({ url, key }) => [
    { label: "Endpoint URL", language: "text", text: url },
    { label: "Auth Username", language: "text", text: "tocsin" },
    { label: "Auth Password", language: "text", text: key },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "incident.incident_id" },
    { field: "alert_title", from: "incident.policy_name, else condition_name or summary" },
    { field: "description", from: "incident.documentation.content, else summary" },
    { field: "event_description", from: "incident.summary" },
    { field: "status", from: "incident.state: closed is Resolved; open is Open, and Acknowledged stays" },
    {
      field: "priority",
      from: "incident.severity: Critical, Error (High), Warning (Medium); no severity is Medium",
    },
    { field: "category", from: "incident.condition_name" },
    { field: "source_id", from: "incident.resource_id, else scoping_project_id" },
    { field: "source_name", from: "incident.resource_display_name, else resource_name" },
    { field: "source_url", from: "incident.url" },
    { field: "occurred_at", from: "incident.started_at; ended_at once it is closed" },
  ],
  notes: [
    "Google Cloud can't send a header of yours: it sends the key as the password of Basic authentication.",
  ],
  verifiedBy: {
    page: "Google Cloud: Create and manage notification channels, webhooks",
    href: "https://cloud.google.com/monitoring/support/notification-options",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      version: "1.2",
      incident: {
        incident_id: "0.mabcdefghij1",
        scoping_project_id: "acme-prod",
        scoping_project_number: 123456789012,
        url: "https://console.cloud.google.com/monitoring/alerting/incidents/0.mabcdefghij1?project=acme-prod",
        started_at: 1795856798,
        ended_at: null,
        state: "open",
        summary: "CPU of web-2 is above the threshold of 0.9 with a value of 0.97.",
        severity: "Critical",
        observed_value: "0.97",
        threshold_value: "0.9",
        resource_id: "",
        resource_name: "acme web-2",
        resource_type_display_name: "VM Instance",
        policy_name: "CPU",
        condition_name: "VM Instance - CPU utilization",
        documentation: { content: "Look at **web-2**.", mime_type: "text/markdown" },
      },
    }),
  },
};
