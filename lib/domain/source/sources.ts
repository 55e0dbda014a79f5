import { alertmanagerDescription } from "./alertmanager.ts";
import { awsSnsDescription } from "./aws-sns.ts";
import { azureMonitorDescription } from "./azure-monitor.ts";
import { cloudeventsDescription } from "./cloudevents.ts";
import { datadogDescription } from "./datadog.ts";
import { gcpMonitoringDescription } from "./gcp-monitoring.ts";
import { grafanaDescription } from "./grafana.ts";
import { healthchecksDescription } from "./healthchecks.ts";
import { pagerdutyDescription } from "./pagerduty.ts";
import { prometheusDescription } from "./prometheus.ts";
import { sentryDescription } from "./sentry.ts";
import type { SourceDescription, SourceType } from "./source.ts";
import { uptimeKumaDescription } from "./uptime-kuma.ts";
import { zabbixDescription } from "./zabbix.ts";

/** Every sender's description by its type. */
export const sourceDescriptions: Readonly<Record<SourceType, SourceDescription>> = {
  prometheus: prometheusDescription,
  alertmanager: alertmanagerDescription,
  grafana: grafanaDescription,
  "uptime-kuma": uptimeKumaDescription,
  healthchecks: healthchecksDescription,
  sentry: sentryDescription,
  pagerduty: pagerdutyDescription,
  cloudevents: cloudeventsDescription,
  zabbix: zabbixDescription,
  "aws-sns": awsSnsDescription,
  datadog: datadogDescription,
  "gcp-monitoring": gcpMonitoringDescription,
  "azure-monitor": azureMonitorDescription,
};
