import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload, refusalOf } from "./mapped.ts";

const resolved = JSON.parse(payload("azure-monitor-common-schema"));
const withEssentials = (changes: object) => ({
  ...resolved,
  data: { ...resolved.data, essentials: { ...resolved.data.essentials, ...changes } },
});

test("an alert that is resolved", () => {
  expect(alertOf("azure-monitor", resolved)).toEqual({
    alert_id: `azure-monitor:ns:${resolved.data.essentials.alertId}`,
    alert_title: "cpu over 90",
    status: "Resolved",
    priority: "Low",
    category: "Platform",
    source_id: resolved.data.essentials.alertTargetIDs[0],
    source_name: "web-2",
    source_type: "azure-monitor",
    occurred_at: "2026-11-28T14:03:16.224Z",
    details: resolved,
  });
});

test("an alert that fires", () => {
  const alert = alertOf(
    "azure-monitor",
    withEssentials({ monitorCondition: "Fired", description: "Look at it" }),
  );
  expect(alert).toMatchObject({ occurred_at: "2026-11-28T13:58:24.371Z", description: "Look at it" });
  expect(alert).not.toHaveProperty("status");
});

test.each([
  ["Sev0", "Critical"],
  ["Sev1", "High"],
  ["Sev2", "Medium"],
  ["Sev3", "Low"],
  ["Sev4", "Low"],
  ["Sev9", undefined],
])("severity %s", (severity, priority) => {
  expect(alertOf("azure-monitor", withEssentials({ severity })).priority).toBe(priority);
});

test("the test of an action group", () => {
  const alertId =
    "/subscriptions/11111111-1111-1111-1111-111111111111/providers/Microsoft.AlertsManagement/alerts/12345678-1234-1234-1234-1234567890ab";
  expect(
    alertOf("azure-monitor", withEssentials({ alertId, alertRule: "test-metricAlertRule" })),
  ).toMatchObject({
    alert_id: "azure-monitor:ns:test",
    priority: "Low",
  });
});

describe("refused", () => {
  test.each([[{}], [{ schemaId: "AzureMonitorMetricAlert", data: {} }], [[resolved]]])("%j", (body) => {
    expect(refusalOf("azure-monitor", body).message).toContain("common alert schema");
  });

  test("half a body", () => {
    expect(missingIn("azure-monitor", { schemaId: resolved.schemaId })).toEqual([
      "data.essentials.alertId",
      "data.essentials.alertRule",
      "data.essentials.monitorCondition",
    ]);
  });
});
