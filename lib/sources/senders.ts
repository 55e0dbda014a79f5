import type { SourceType } from "#lib/domain/source/source.ts";
import { alertmanager } from "./alertmanager.ts";
import { awsSns } from "./aws-sns.ts";
import { azureMonitor } from "./azure-monitor.ts";
import { cloudevents } from "./cloudevents.ts";
import { datadog } from "./datadog.ts";
import { gcpMonitoring } from "./gcp-monitoring.ts";
import { grafana } from "./grafana.ts";
import { healthchecks } from "./healthchecks.ts";
import { pagerduty } from "./pagerduty.ts";
import { prometheus } from "./prometheus.ts";
import type { SenderFormat } from "./sender.ts";
import { sentry } from "./sentry.ts";
import { uptimeKuma } from "./uptime-kuma.ts";
import { zabbix } from "./zabbix.ts";

/** Every sender's format by its type, which is also its address below `/api/v1/in/`. */
export const senders: Readonly<Record<SourceType, SenderFormat>> = {
  prometheus,
  alertmanager,
  grafana,
  "uptime-kuma": uptimeKuma,
  healthchecks,
  sentry,
  pagerduty,
  cloudevents,
  zabbix,
  "aws-sns": awsSns,
  datadog,
  "gcp-monitoring": gcpMonitoring,
  "azure-monitor": azureMonitor,
};
