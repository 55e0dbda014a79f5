import { FROM_ANNOTATIONS, FROM_LABELS } from "./labelled-mapping.ts";
import type { ConfigurationFacts, SourceDescription } from "./source.ts";

export const prometheusDescription: SourceDescription = {
  label: "Prometheus",
  summary:
    "Prometheus sends what its alerting rules fire, as it does to an Alertmanager, again about every minute until it ends.",
  credentials: "bearer",
  steps: [
    "Add this to prometheus.yml, beside the Alertmanagers that may stand there already.",
    "Reload Prometheus; Status > Runtime & Build Information then lists Tocsin among the Alertmanagers.",
  ],
  snippets: (facts) => [
    { label: "prometheus.yml", language: "yaml", text: configuration(facts) },
    { label: "amtool", language: "shell", text: amtool(facts) },
  ],
  settings: ["ignore_labels"],
  mapping: [
    { field: "alert_id", from: "all labels but those of ignore_labels" },
    ...FROM_ANNOTATIONS,
    { field: "status", from: "Resolved once endsAt has passed; else Open, and Acknowledged stays" },
    ...FROM_LABELS,
  ],
  notes: [
    "An alert that Prometheus sends again only moves its occurrences, last seen and end: nothing is delivered.",
    "An alert that isn't sent again becomes Auto-Resolved at its endsAt, at least 5 minutes and at most 24 hours after it was last received.",
    "The labels replica and prometheus_replica don't count for the identity, so two replicas make one alert; ignore_labels changes this.",
    "amtool can't show why it was refused (it says no consumer): this page does.",
    "Silences, inhibitions and groups are Alertmanager's: put Tocsin behind it if you need them.",
  ],
  verifiedBy: {
    page: "Prometheus: Alerts API",
    href: "https://prometheus.io/docs/alerting/latest/alerts_api/",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify([
      {
        labels: {
          alertname: "DiskFillsUp",
          instance: "db-17.example.net:9100",
          job: "node",
          severity: "critical",
        },
        annotations: { summary: "Disk of db-17 is full in 4 h", description: "Free: 3.1 %" },
        startsAt: "2026-11-28T09:41:12.032Z",
        endsAt: "2026-11-28T09:45:12.032Z",
        generatorURL: "http://prom.example.net:9090/graph?g0.expr=node_filesystem_free_bytes+%3C+3&g0.tab=1",
      },
    ]),
  },
};

function configuration({ url, key }: ConfigurationFacts): string {
  const { protocol, host, port, pathname } = new URL(url);
  const scheme = protocol.slice(0, -1);
  const target = port === "" ? `${host}:${scheme === "https" ? 443 : 80}` : host;
  return `alerting:
  alertmanagers:
    - scheme: ${scheme}
      path_prefix: ${pathname}
      authorization:
        credentials: ${JSON.stringify(key)}
      static_configs:
        - targets: [${JSON.stringify(target)}]
`;
}

/** amtool reads the key from a file, and has no option for a header. */
const amtool = ({ url, key }: ConfigurationFacts): string => `cat > http.yml <<'END'
authorization:
  credentials: ${JSON.stringify(key)}
END
amtool alert add DiskFillsUp instance=db-17 severity=critical \\
  --annotation=summary='Disk of db-17 is full' \\
  --alertmanager.url=${url} --http.config.file=http.yml
`;
