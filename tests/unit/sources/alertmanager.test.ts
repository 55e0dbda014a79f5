import { describe, expect, test } from "vitest";
import { alertOf, alertsOf, missingIn, payload, refusalOf } from "./mapped.ts";

const sample = JSON.parse(payload("alertmanager-v4-firing"));

test("one post with a firing and a resolved alert", () => {
  const [firing, resolved] = alertsOf("alertmanager", sample);
  expect(firing).toEqual({
    alert_id: "alertmanager:ns:5f1c0a9be27d4c31",
    alert_title: "Disk of db-17 is full in 4 h",
    description: "Free: 3.1 %",
    priority: "Critical",
    category: "DiskFillsUp",
    source_id: "db-17.example.net:9100",
    source_name: "node",
    source_type: "alertmanager",
    source_url: sample.alerts[0].generatorURL,
    occurred_at: "2026-11-28T09:41:12.032Z",
    details: {
      receiver: "tocsin",
      groupKey: sample.groupKey,
      externalURL: "http://am.example.net:9093",
      ...sample.alerts[0],
    },
  });
  expect(resolved).toMatchObject({
    alert_id: "alertmanager:ns:c20477d1fe98ab06",
    status: "Resolved",
    occurred_at: "2026-11-28T09:40:42.500Z",
  });
  expect(resolved).not.toHaveProperty("source_url");
});

test("an alert without a fingerprint is known by its labels", () => {
  const { fingerprint: _, ...alert } = sample.alerts[0];
  const { alert_id } = alertOf("alertmanager", {
    ...sample,
    alerts: [{ ...alert, labels: { alertname: "A" } }],
  });
  expect(alert_id).toBe('alertmanager:ns:{alertname="A"}');
});

describe("refused", () => {
  test.each([
    ["an array, as Prometheus posts it", sample.alerts],
    ["Grafana's, which is version 1", { ...sample, version: "1" }],
    ["an object without a version", { alerts: sample.alerts }],
    ["a text", "x"],
  ])("%s", (_, body) => {
    expect(refusalOf("alertmanager", JSON.stringify(body)).message).toContain('"version": "4"');
  });

  test.each([
    ["no list", { version: "4" }, ["alerts"]],
    ["an empty list", { version: "4", alerts: [] }, ["alerts"]],
    [
      "half an alert",
      { version: "4", alerts: [sample.alerts[0], { labels: {} }] },
      ["alerts[1].status", "alerts[1].labels"],
    ],
    [
      "another status",
      { version: "4", alerts: [{ ...sample.alerts[0], status: "off" }] },
      ["alerts[0].status"],
    ],
  ])("%s", (_, body, paths) => {
    expect(missingIn("alertmanager", body)).toEqual(paths);
  });
});

test("1,000 alerts of a group with long facts don't multiply them", () => {
  const alerts = Array.from({ length: 1_000 }, (_, n) => ({ ...sample.alerts[0], fingerprint: String(n) }));
  const [first] = alertsOf("alertmanager", { ...sample, alerts, groupKey: "k".repeat(200_000) });
  expect(JSON.stringify(first?.details).length).toBeLessThan(2_000);
});
