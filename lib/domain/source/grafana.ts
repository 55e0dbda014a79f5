import { FROM_ANNOTATIONS, FROM_LABELS } from "./labelled-mapping.ts";
import type { SourceDescription } from "./source.ts";

export const grafanaDescription: SourceDescription = {
  label: "Grafana",
  summary:
    "Grafana Alerting sends the alerts of a group by a webhook contact point, when they fire and when they end.",
  credentials: "bearer",
  steps: [
    "In Grafana, open Alerting > Contact points and add a contact point of the integration Webhook.",
    "Enter the URL; leave the HTTP method at POST.",
    "Under Optional Webhook settings, set Authorization Header - Scheme to Bearer and Authorization Header - Credentials to the key.",
    "Press Test: the test alert appears here. Then name the contact point in a notification policy.",
  ],
  snippets: ({ url, key }) => [
    { label: "URL", language: "text", text: url },
    { label: "Authorization Header - Credentials", language: "text", text: key },
    { label: "contact-points.yaml (provisioning)", language: "yaml", text: provisioning(url, key) },
  ],
  settings: ["repeats"],
  mapping: [
    { field: "alert_id", from: "fingerprint" },
    ...FROM_ANNOTATIONS,
    { field: "event_description", from: "valueString" },
    { field: "status", from: "status: resolved is Resolved; firing is Open, and Acknowledged stays" },
    ...FROM_LABELS,
  ],
  notes: [
    "An alert that Grafana repeats only moves its occurrences and last seen; repeats: send delivers it again.",
    "Leave Disable resolved message off, or alerts don't end by themselves.",
    "Leave the custom payload of the contact point empty: another body is refused.",
  ],
  verifiedBy: {
    page: "Grafana: Configure the webhook notifier for Alerting",
    href: "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      receiver: "tocsin",
      status: "firing",
      orgId: 1,
      alerts: [
        {
          status: "firing",
          labels: { alertname: "p95 over budget", grafana_folder: "Shop", severity: "warning" },
          annotations: { summary: "p95 is 812 ms", description: "Checkout, last 5 min" },
          startsAt: "2026-11-28T10:51:03.157076+02:00",
          endsAt: "0001-01-01T00:00:00Z",
          generatorURL: "https://grafana.example.net/alerting/grafana/ab12cd/view",
          fingerprint: "0e7a4f6613cd2b90",
          values: { B: 812.4, C: 1 },
          valueString: "[ var='B' labels={} value=812.4 ]",
        },
      ],
      groupLabels: { alertname: "p95 over budget" },
      commonLabels: { alertname: "p95 over budget", grafana_folder: "Shop", severity: "warning" },
      commonAnnotations: { summary: "p95 is 812 ms" },
      externalURL: "https://grafana.example.net/",
      version: "1",
      groupKey: '{}:{alertname="p95 over budget"}',
      truncatedAlerts: 0,
      title: "[FIRING:1] p95 over budget Shop (warning)",
      state: "alerting",
      message: "**Firing**\n\nValue: B=812.4, C=1",
    }),
  },
};

const provisioning = (url: string, key: string): string => `apiVersion: 1
contactPoints:
  - orgId: 1
    name: tocsin
    receivers:
      - uid: tocsin
        type: webhook
        settings:
          url: ${JSON.stringify(url)}
          httpMethod: POST
          authorization_scheme: Bearer
          authorization_credentials: ${JSON.stringify(key)}
`;
