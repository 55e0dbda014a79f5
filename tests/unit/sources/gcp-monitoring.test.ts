import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload } from "./mapped.ts";

const open = JSON.parse(payload("gcp-monitoring-1.2"));
const withIncident = (changes: object) => ({ ...open, incident: { ...open.incident, ...changes } });

test("an incident that opens", () => {
  expect(alertOf("gcp-monitoring", open)).toEqual({
    alert_id: "gcp-monitoring:ns:0.mabcdefghij1",
    alert_title: "CPU",
    description: "Look at **web-2**.",
    event_description: "CPU of web-2 is above the threshold of 0.9 with a value of 0.97.",
    priority: "Critical",
    category: "VM Instance - CPU utilization",
    source_id: "acme-prod",
    source_name: "acme web-2",
    source_type: "gcp-monitoring",
    source_url:
      "https://console.cloud.google.com/monitoring/alerting/incidents/0.mabcdefghij1?project=acme-prod",
    occurred_at: "2026-11-28T09:06:38.000Z",
    details: open,
  });
});

test("its end", () => {
  expect(alertOf("gcp-monitoring", withIncident({ state: "closed", ended_at: 1795857798 }))).toMatchObject({
    alert_id: "gcp-monitoring:ns:0.mabcdefghij1",
    status: "Resolved",
    occurred_at: "2026-11-28T09:23:18.000Z",
  });
});

test.each([
  ["Critical", "Critical"],
  ["Error", "High"],
  ["Warning", "Medium"],
  ["No severity", undefined],
  [null, undefined],
])("severity %s", (severity, priority) => {
  expect(alertOf("gcp-monitoring", withIncident({ severity })).priority).toBe(priority);
});

test("the test of a channel writes its state large", () => {
  const incident = {
    incident_id: "12345",
    started_at: 0,
    ended_at: 0,
    state: "OPEN",
    summary: "Test Incident",
  };
  const alert = alertOf("gcp-monitoring", { version: "test", incident });
  expect(alert).toMatchObject({
    alert_id: "gcp-monitoring:ns:test",
    alert_title: "Test Incident",
    priority: "Low",
  });
  expect(alert).not.toHaveProperty("occurred_at");
});

describe("refused", () => {
  test.each([
    [{}, ["incident.incident_id", "incident.state", "incident.policy_name"]],
    [withIncident({ state: "ajar" }), ["incident.state"]],
    [withIncident({ incident_id: null }), ["incident.incident_id"]],
    [[open], ["incident.incident_id", "incident.state", "incident.policy_name"]],
  ])("%j", (body, paths) => {
    expect(missingIn("gcp-monitoring", body)).toEqual(paths);
  });
});
