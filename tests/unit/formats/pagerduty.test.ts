import { expect, test } from "vitest";
import type { AlertStatus, Payload, Priority } from "#lib/domain/alert/alert.ts";
import { pagerdutyDescription } from "#lib/domain/format/pagerduty.ts";
import { pagerduty } from "#lib/formats/pagerduty.ts";
import { resolved } from "./event.ts";
import { eventOf } from "./hostile.ts";

const format = { type: "pagerduty" as const, fields: {}, secrets: ["routing_key"] };
const bodyOf = (changes: Partial<Payload>, details: Record<string, unknown> | null = null) =>
  JSON.parse(
    pagerduty.body(
      { ...eventOf({ ...resolved, ...changes }), details: () => details },
      format,
      (name) => `<${name}>`,
    ),
  );

test("an open alert triggers one, with what is known of it", () => {
  expect(bodyOf({ status: "Open", source_id: "db-1" }, { region: "eu-1" })).toEqual({
    routing_key: "<routing_key>",
    event_action: "trigger",
    dedup_key: "disk-1",
    payload: {
      summary: "Disk <full> @channel",
      source: "db-1",
      severity: "error",
      timestamp: "2026-11-24T06:22:48.000Z",
      class: "Storage",
      group: "Monitoring",
      custom_details: {
        description: "It grows by *2 %*.\n- see https://wiki.example/disk_full & do_it",
        priority: "High",
        alert_id: "disk-1",
        details: { region: "eu-1" },
      },
    },
    client: "Tocsin",
    client_url: "https://tocsin.example.com/alerts/disk-1",
    links: [{ href: "https://mon.example/%28db%29?a=1&b=2", text: "Open at the source" }],
  });
});

test.each<[AlertStatus, string]>([
  ["Acknowledged", "acknowledge"],
  ["Resolved", "resolve"],
  ["Auto-Resolved", "resolve"],
])("%s makes its alert %s, by the same key", (status, action) => {
  expect(bodyOf({ status })).toEqual({
    routing_key: "<routing_key>",
    event_action: action,
    dedup_key: "disk-1",
  });
});

test.each<[Priority, string]>([
  ["Critical", "critical"],
  ["High", "error"],
  ["Medium", "warning"],
  ["Low", "info"],
])("priority %s is severity %s", (priority, severity) => {
  expect(bodyOf({ status: "Open", priority }).payload.severity).toBe(severity);
});

test("an id that is too long for a key is hashed, the same at the beginning and at the end", () => {
  const alert_id = "🔔".repeat(200);
  const key = bodyOf({ alert_id, status: "Open" }).dedup_key;
  expect(key).toMatch(/^sha256:[\da-f]{64}$/);
  expect(bodyOf({ alert_id, status: "Resolved" }).dedup_key).toBe(key);
});

test.each(["javascript:alert(1)", "not a url", "file:///etc/passwd"])("%s becomes no link", (source_url) => {
  expect(bodyOf({ status: "Open", source_url }).links).toBeUndefined();
});

test.each([
  ["https://events.pagerduty.com/v2/enqueue", []],
  ["https://events.eu.pagerduty.com/v2/enqueue", []],
  ["https://events.pagerduty.com/v1/enqueue", null],
  ["https://pagerduty.example/v2/enqueue", null],
])("%s: %j", (url, own) => {
  expect(pagerdutyDescription.ownUrl(new URL(url))).toEqual(own);
});
