import { describe, expect, test } from "vitest";
import { senders } from "#lib/sources/senders.ts";
import { MalformedBody } from "#lib/sources/source.ts";
import { alertOf, missingIn, payload } from "./mapped.ts";

const trigger = JSON.parse(payload("pagerduty-events-v2-trigger"));
const resolve = JSON.parse(payload("pagerduty-events-v2-resolve"));

test("a trigger, without its key", () => {
  const { routing_key: _, ...details } = trigger;
  expect(alertOf("pagerduty", trigger)).toEqual({
    alert_id: "pagerduty:ns:db-17/disk",
    alert_title: "Disk of db-17 at 97 %",
    description: "free space: 3%\nload avg: 0.75",
    priority: "Critical",
    category: "disk",
    source_id: "postgres",
    source_name: "db-17.example.net",
    source_type: "pagerduty",
    source_url: "https://cron.example.net",
    initiated_by: "cron-watch",
    occurred_at: "2026-11-28T09:06:48.000Z",
    details,
  });
});

test("a resolve leaves the title to what is stored", () => {
  expect(alertOf("pagerduty", resolve)).toEqual({
    alert_id: "pagerduty:ns:db-17/disk",
    status: "Resolved",
    source_type: "pagerduty",
  });
});

test("an acknowledge", () => {
  expect(alertOf("pagerduty", { ...resolve, event_action: "acknowledge" }).status).toBe("Acknowledged");
});

test.each([
  ["critical", "Critical"],
  ["error", "High"],
  ["warning", "Medium"],
  ["info", "Low"],
])("severity %s", (severity, priority) => {
  const body = { ...trigger, payload: { ...trigger.payload, severity } };
  expect(alertOf("pagerduty", body).priority).toBe(priority);
});

test("a trigger without a dedup_key is known by its summary and source", () => {
  const { dedup_key: _, ...body } = trigger;
  expect(alertOf("pagerduty", body).alert_id).toBe("pagerduty:ns:Disk of db-17 at 97 % · db-17.example.net");
});

describe("the key", () => {
  const { keyIn } = senders.pagerduty;

  test.each([
    [trigger, "R0123456789ABCDEF0123456789ABCDE"],
    [{ routing_key: "" }, null],
    [{ routing_key: ["x"] }, null],
    [{}, null],
    [[trigger], null],
  ])("in %j", (body, key) => {
    expect(keyIn?.(JSON.stringify(body))).toBe(key);
  });

  test("in no JSON", () => {
    expect(() => keyIn?.("{")).toThrow(MalformedBody);
  });
});

test("the answer is PagerDuty's, with the key by which the alert resolves", () => {
  const ours = JSON.stringify({ accepted: 1, duplicates: 0, results: [{ alert_id: "pagerduty:ns:a:b" }] });
  const answer = JSON.parse(senders.pagerduty.answer?.body?.(ours) ?? "");
  expect(answer).toEqual({ status: "success", message: "Event processed", dedup_key: "a:b" });
  expect(alertOf("pagerduty", { ...resolve, dedup_key: answer.dedup_key }).alert_id).toBe("pagerduty:ns:a:b");
});

describe("refused", () => {
  test.each([
    [{}, ["event_action"]],
    [{ event_action: "trigger" }, ["payload.summary", "payload.source", "payload.severity"]],
    [{ ...trigger, payload: { summary: "x" } }, ["payload.source", "payload.severity"]],
    [{ event_action: "resolve" }, ["dedup_key"]],
    [{ ...trigger, event_action: "explode" }, ["event_action"]],
    [[trigger], ["event_action"]],
  ])("%j", (body, paths) => {
    expect(missingIn("pagerduty", body)).toEqual(paths);
  });
});
