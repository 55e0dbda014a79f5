import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload } from "./mapped.ts";

const custom = JSON.parse(payload("datadog-custom"));
const usual = JSON.parse(payload("datadog-default"));

test("the payload that the page shows", () => {
  expect(alertOf("datadog", custom)).toEqual({
    alert_id: "datadog:ns:91422 host:web-2,env:prod",
    alert_title: "Load is high",
    description: "system.load.1 over host:web-2 was > 4 on average during the last 5m.",
    event_description: "Re-Triggered",
    priority: "High",
    category: "env:prod, host:web-2, monitor",
    source_id: "91422",
    source_name: "host:web-2,env:prod",
    source_type: "datadog",
    source_url: "https://app.datadoghq.com/event/event?id=5230425567534920007",
    occurred_at: "2026-11-28T09:06:38.000Z",
    details: custom,
  });
});

test("the usual body", () => {
  expect(alertOf("datadog", usual)).toMatchObject({
    alert_id: "datadog:ns:Load is high · host:web-2",
    alert_title: "Load is high",
    description: "@webhook-tocsin load high on host:web-2",
    source_name: "host:web-2",
    occurred_at: "2026-11-28T09:06:38.000Z",
  });
});

test("the end in the usual body ends the same alert", () => {
  const ended = alertOf("datadog", { ...usual, title: "[Recovered on {host:web-2}] Load is high" });
  expect(ended).toMatchObject({ alert_id: "datadog:ns:Load is high · host:web-2", status: "Resolved" });
});

test.each([
  ["Triggered", undefined],
  ["Re-Triggered", undefined],
  ["Warn", undefined],
  ["No Data", undefined],
  ["Recovered", "Resolved"],
  ["Re-No Data", undefined],
])("transition %s", (transition, status) => {
  expect(alertOf("datadog", { ...custom, transition }).status).toBe(status);
});

test.each([
  ["P1", "error", "Critical"],
  ["P2", "error", "High"],
  ["P3", "error", "Medium"],
  ["P4", "error", "Low"],
  ["P5", "error", "Low"],
  ["$ALERT_PRIORITY", "warning", "Medium"],
  ["", "error", "High"],
  ["", "success", undefined],
])("priority %s of type %s", (priority, type, expected) => {
  expect(alertOf("datadog", { ...custom, priority, type }).priority).toBe(expected);
});

test.each([
  ["[P1] [Warn on {host:a}] Disk", { alert_title: "Disk", priority: "Critical" }],
  ["[No Data] Disk", { alert_title: "Disk" }],
  ["[web] Disk [full]", { alert_title: "[web] Disk [full]" }],
  ["[Triggered]", { alert_title: "[Triggered]" }],
  ["[Triggered on {host:a}", { alert_title: "[Triggered on {host:a}" }],
])("title %s", (title, expected) => {
  expect(alertOf("datadog", { ...usual, title })).toMatchObject(expected);
});

test("a title of a megabyte of brackets takes no time", () => {
  const startedAt = performance.now();
  alertOf("datadog", { ...usual, title: `[Triggered${" ".repeat(1_000_000)}` });
  alertOf("datadog", { ...usual, title: "[TEST]".repeat(150_000) });
  expect(performance.now() - startedAt).toBeLessThan(500);
});

test("the test of a monitor", () => {
  expect(alertOf("datadog", { ...usual, title: "[TEST] [Triggered] Load is high" })).toMatchObject({
    alert_id: "datadog:ns:test",
    priority: "Low",
  });
});

test("an identity without a monitor's number", () => {
  const body = { ...custom, alert_id: "$ALERT_ID" };
  expect(alertOf("datadog", body).alert_id).toBe(`datadog:ns:${custom.aggreg_key}`);
});

describe("refused", () => {
  test.each([
    [{}, ["title", "id"]],
    [{ title: "[FIRING:1] A" }, ["id"]],
    [{ id: 1, title: "$EVENT_TITLE" }, ["title"]],
    [[custom], ["title", "id"]],
  ])("%j", (body, paths) => {
    expect(missingIn("datadog", body)).toEqual(paths);
  });
});
