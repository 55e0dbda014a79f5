import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload } from "./mapped.ts";

const problem = JSON.parse(payload("zabbix-media-webhook"));

test("a problem", () => {
  expect(alertOf("zabbix", problem)).toEqual({
    alert_id: "zabbix:ns:884213",
    alert_title: "High CPU on web-2",
    description: "Problem started at 10:06:38\nHost: web-2",
    event_description: "Current utilization: 97.2 %",
    priority: "High",
    source_id: "192.0.2.22",
    source_name: "web-2",
    source_type: "zabbix",
    source_url: "https://zabbix.example.net/tr_events.php?triggerid=20114&eventid=884213",
    details: problem,
  });
});

test("its recovery", () => {
  const body = {
    ...problem,
    event_value: "0",
    event_timestamp: "1795856798",
    event_recovery_timestamp: "1795857798",
  };
  expect(alertOf("zabbix", body)).toMatchObject({
    alert_id: "zabbix:ns:884213",
    status: "Resolved",
    occurred_at: "2026-11-28T09:23:18.000Z",
  });
});

test.each([
  ["0", "Low"],
  ["1", "Low"],
  ["2", "Medium"],
  ["3", "Medium"],
  ["4", "High"],
  ["5", "Critical"],
  ["6", undefined],
  ["-1", undefined],
  ["{EVENT.NSEVERITY}", undefined],
])("severity %s", (event_nseverity, priority) => {
  expect(alertOf("zabbix", { ...problem, event_nseverity }).priority).toBe(priority);
});

test("a macro that isn't filled in is absent", () => {
  const alert = alertOf("zabbix", {
    ...problem,
    event_id: "{EVENT.ID}",
    event_name: "{EVENT.NAME}",
    host_name: "*UNKNOWN*",
    event_opdata: "{EVENT.OPDATA}",
    zabbix_url: "{$ZABBIX.URL}",
    event_timestamp: "{EVENT.TIMESTAMP}",
  });
  expect(alert).toMatchObject({ alert_id: "zabbix:ns:20114", alert_title: "Problem: High CPU on web-2" });
  for (const name of ["source_name", "event_description", "source_url", "occurred_at"])
    expect(alert).not.toHaveProperty(name);
});

test("a body of unfilled macros is the test message", () => {
  const macros = Object.fromEntries(Object.keys(problem).map((name) => [name, `{${name.toUpperCase()}}`]));
  expect(alertOf("zabbix", macros)).toMatchObject({ alert_id: "zabbix:ns:test", priority: "Low" });
});

describe("refused", () => {
  test.each([
    [{}, ["event_value", "event_name"]],
    [{ event_value: "1" }, ["event_name"]],
    [{ event_value: "1", event_name: "", event_id: "7" }, ["event_name"]],
    ["x", ["event_value", "event_name"]],
  ])("%j", (body, paths) => {
    expect(missingIn("zabbix", JSON.stringify(body))).toEqual(paths);
  });
});
