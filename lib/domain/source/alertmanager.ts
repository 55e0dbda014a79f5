import { FROM_ANNOTATIONS, FROM_LABELS } from "./labelled-mapping.ts";
import type { ConfigurationFacts, SourceDescription } from "./source.ts";

export const alertmanagerDescription: SourceDescription = {
  label: "Alertmanager",
  summary:
    "Prometheus Alertmanager sends the alerts of a group by its webhook, when they fire and when they end.",
  credentials: "bearer",
  steps: [
    "Add this receiver to alertmanager.yml.",
    "Name it in the route whose alerts Tocsin shall get.",
    "Reload Alertmanager.",
  ],
  snippets: (facts) => [{ label: "alertmanager.yml", language: "yaml", text: configuration(facts) }],
  settings: ["repeats"],
  mapping: [
    { field: "alert_id", from: "fingerprint" },
    ...FROM_ANNOTATIONS,
    { field: "status", from: "status: resolved is Resolved; firing is Open, and Acknowledged stays" },
    ...FROM_LABELS,
  ],
  notes: [
    "An alert that Alertmanager repeats (repeat_interval) only moves its occurrences and last seen; repeats: send delivers it again.",
    "Without send_resolved: true, alerts don't end by themselves.",
    "Alerts that Alertmanager cut off (max_alerts) don't arrive: leave max_alerts at 0.",
  ],
  verifiedBy: {
    page: "Prometheus: Alerting configuration, webhook_config",
    href: "https://prometheus.io/docs/alerting/latest/configuration/#webhook_config",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      receiver: "tocsin",
      status: "firing",
      alerts: [
        {
          status: "firing",
          labels: {
            alertname: "DiskFillsUp",
            instance: "db-17.example.net:9100",
            job: "node",
            severity: "critical",
          },
          annotations: { summary: "Disk of db-17 is full in 4 h", description: "Free: 3.1 %" },
          startsAt: "2026-11-28T09:41:12.032Z",
          endsAt: "0001-01-01T00:00:00Z",
          generatorURL:
            "http://prom.example.net:9090/graph?g0.expr=node_filesystem_free_bytes+%3C+3&g0.tab=1",
          fingerprint: "5f1c0a9be27d4c31",
        },
      ],
      groupLabels: { alertname: "DiskFillsUp" },
      commonLabels: { alertname: "DiskFillsUp", job: "node", severity: "critical" },
      commonAnnotations: {},
      externalURL: "http://am.example.net:9093",
      version: "4",
      groupKey: '{}:{alertname="DiskFillsUp"}',
      truncatedAlerts: 0,
    }),
  },
};

const configuration = ({ url, key }: ConfigurationFacts): string => `receivers:
  - name: tocsin
    webhook_configs:
      - url: ${JSON.stringify(url)}
        send_resolved: true
        http_config:
          authorization:
            credentials: ${JSON.stringify(key)}
`;
