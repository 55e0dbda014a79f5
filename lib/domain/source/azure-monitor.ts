import type { SourceDescription } from "./source.ts";

export const azureMonitorDescription: SourceDescription = {
  label: "Azure Monitor",
  summary:
    "Azure Monitor sends alerts by the webhook of an action group, when they fire and when they are resolved.",
  credentials: "query",
  steps: [
    "In the Azure portal, open Monitor > Alerts > Action groups, and add an action of the type Webhook to a group.",
    "Enter the URI, and set Enable the common alert schema to Yes.",
    "Press Test action group: the test alert appears here. Then choose the group in your alert rules.",
  ],
  snippets: ({ url, key }) => [
    { label: "URI", language: "text", text: `${url}?key=${encodeURIComponent(key)}` },
  ],
  settings: [],
  mapping: [
    { field: "alert_id", from: "data.essentials.alertId" },
    { field: "alert_title", from: "data.essentials.alertRule" },
    { field: "description", from: "data.essentials.description" },
    {
      field: "status",
      from: "data.essentials.monitorCondition: Resolved is Resolved; Fired is Open, and Acknowledged stays",
    },
    {
      field: "priority",
      from: "data.essentials.severity: Sev0 Critical, Sev1 High, Sev2 Medium, Sev3 and Sev4 Low",
    },
    { field: "category", from: "data.essentials.monitoringService" },
    { field: "source_id", from: "the first of data.essentials.alertTargetIDs" },
    { field: "source_name", from: "the first of data.essentials.configurationItems" },
    { field: "source_url", from: "data.essentials.investigationLink" },
    { field: "occurred_at", from: "firedDateTime; resolvedDateTime once it is resolved" },
  ],
  notes: [
    "Only the common alert schema is read; older schemas are refused with a hint.",
    "Azure can't send a header of yours, so the key is in the address: programs on the way may log it.",
    "Turn Automatically resolve alerts of a rule on, or its alerts don't end here.",
  ],
  verifiedBy: {
    page: "Azure Monitor: Common alert schema, sample payloads",
    href: "https://learn.microsoft.com/en-us/azure/azure-monitor/alerts/alerts-payload-samples",
  },
  sample: {
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      schemaId: "azureMonitorCommonAlertSchema",
      data: {
        essentials: {
          alertId:
            "/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.AlertsManagement/alerts/b9569717-bc32-442f-add5-83a997729330",
          alertRule: "cpu over 90",
          severity: "Sev3",
          signalType: "Metric",
          monitorCondition: "Fired",
          monitoringService: "Platform",
          alertTargetIDs: [
            "/subscriptions/11111111-2222-3333-4444-555555555555/resourcegroups/rg1/providers/microsoft.compute/virtualmachines/web-2",
          ],
          configurationItems: ["web-2"],
          firedDateTime: "2026-11-28T13:58:24.3713213Z",
          description: "",
          essentialsVersion: "1.0",
          alertContextVersion: "1.0",
        },
        alertContext: { conditionType: "SingleResourceMultipleMetricCriteria" },
        customProperties: { team: "web" },
      },
    }),
  },
};
