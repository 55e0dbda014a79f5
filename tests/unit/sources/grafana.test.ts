import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload, refusalOf } from "./mapped.ts";

const sample = JSON.parse(payload("grafana-webhook"));

test("a firing alert", () => {
  expect(alertOf("grafana", sample)).toEqual({
    alert_id: "grafana:ns:0e7a4f6613cd2b90",
    alert_title: "p95 is 812 ms",
    description: "Checkout, last 5 min",
    event_description: "[ var='B' labels={} value=812.4 ]",
    category: "p95 over budget",
    source_type: "grafana",
    source_url: "https://grafana.example.net/alerting/grafana/ab12cd/view",
    occurred_at: "2026-11-28T08:51:03.157Z",
    details: {
      receiver: "tocsin",
      groupKey: '{}:{alertname="p95 over budget"}',
      externalURL: "https://grafana.example.net/",
      orgId: "1",
      ...sample.alerts[0],
    },
  });
});

test("its end", () => {
  const alerts = [{ ...sample.alerts[0], status: "resolved", endsAt: "2026-11-28T11:00:00+02:00" }];
  expect(alertOf("grafana", { ...sample, status: "resolved", alerts })).toMatchObject({
    alert_id: "grafana:ns:0e7a4f6613cd2b90",
    status: "Resolved",
    occurred_at: "2026-11-28T09:00:00.000Z",
  });
});

test("the test of a contact point", () => {
  const labels = { alertname: "TestAlert", instance: "Grafana" };
  const alerts = [{ ...sample.alerts[0], labels, annotations: { summary: "Notification test" } }];
  expect(alertOf("grafana", { ...sample, alerts })).toMatchObject({
    alert_id: "grafana:ns:test",
    alert_title: "Notification test",
    priority: "Low",
  });
});

describe("refused", () => {
  test.each([
    ["Alertmanager's, which is version 4", { ...sample, version: "4" }],
    ["a payload of one's own", { title: sample.title, state: "alerting" }],
    ["an array", [sample]],
  ])("%s", (_, body) => {
    expect(refusalOf("grafana", body).message).toContain('"version": "1"');
  });

  test("no alerts", () => {
    expect(missingIn("grafana", { ...sample, alerts: undefined })).toEqual(["alerts"]);
  });
});
