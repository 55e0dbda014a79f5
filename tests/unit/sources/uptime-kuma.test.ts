import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload } from "./mapped.ts";

const down = JSON.parse(payload("uptime-kuma-down"));
const withStatus = (status: unknown) => ({ ...down, heartbeat: { ...down.heartbeat, status } });

test("a monitor that is down", () => {
  expect(alertOf("uptime-kuma", down)).toEqual({
    alert_id: "uptime-kuma:ns:12",
    alert_title: "Kasse 🔴 is down",
    description: "connect ECONNREFUSED 192.0.2.17:443",
    event_description: "[Kasse 🔴] [🔴 Down] connect ECONNREFUSED 192.0.2.17:443",
    category: "http",
    source_id: "12",
    source_name: "Laden / Kasse 🔴",
    source_type: "uptime-kuma",
    source_url: "https://kasse.example.net/health",
    occurred_at: "2026-11-28T09:06:38.114Z",
    details: down,
  });
});

test.each([
  [0, undefined],
  [1, "Resolved"],
  [2, undefined],
  [3, "Resolved"],
])("status %i", (status, expected) => {
  const alert = alertOf("uptime-kuma", withStatus(status));
  expect(alert.alert_id).toBe("uptime-kuma:ns:12");
  expect(alert.status).toBe(expected);
});

test("a monitor without an address has none", () => {
  const monitor = { ...down.monitor, url: "https://", type: "ping" };
  expect(alertOf("uptime-kuma", { ...down, monitor })).not.toHaveProperty("source_url");
});

test("what a monitor authenticates itself by is left out", () => {
  const secrets = {
    basic_auth_pass: "p",
    pushToken: "t",
    headers: "{}",
    mqttPassword: "m",
    tlsKey: "k",
    accessKey: "a",
    authMethod: "basic",
    databaseConnectionString: "d",
    kafkaProducerSaslOptions: {},
    bearer: "b",
  };
  const monitor = { ...down.monitor, ...secrets };
  expect(alertOf("uptime-kuma", { ...down, monitor }).details).toEqual(down);
});

test("the test message", () => {
  expect(alertOf("uptime-kuma", payload("uptime-kuma-test"))).toMatchObject({
    alert_id: "uptime-kuma:ns:test",
    alert_title: "Mail Testing",
    priority: "Low",
  });
});

test("warnings that a certificate ends are one alert, however many days are left", () => {
  const warning = (days: number) =>
    alertOf("uptime-kuma", {
      heartbeat: null,
      monitor: null,
      msg: `[Shop][https://shop.example.net] Server certificate shop.example.net will expire in ${days} days`,
    });
  expect(warning(21).alert_id).toBe(warning(7).alert_id);
  expect(warning(7)).toMatchObject({ alert_title: expect.stringContaining("in 7 days") });
  expect(warning(7)).not.toHaveProperty("priority");
});

describe("refused", () => {
  test.each([
    ["an empty object", {}, ["msg", "heartbeat", "monitor"]],
    ["a text", "x", ["msg", "heartbeat", "monitor"]],
    ["half a body", { msg: "x", heartbeat: null }, ["monitor"]],
    ["an unknown status", withStatus(9), ["heartbeat.status"]],
    ["no monitor", { msg: "x", heartbeat: { status: 0 }, monitor: {} }, ["monitor.id"]],
  ])("%s", (_, body, paths) => {
    expect(missingIn("uptime-kuma", JSON.stringify(body))).toEqual(paths);
  });
});
