import { describe, expect, test } from "vitest";
import { MalformedBody } from "#lib/sources/source.ts";
import { alertOf, alertsOf, mapPost, missingIn, payload, refusalOf } from "./mapped.ts";

const STRUCTURED = { headers: { "content-type": "application/cloudevents+json" } };
const BATCH = { headers: { "content-type": "application/cloudevents-batch+json" } };
const structured = payload("cloudevents-1.0-structured");

test("a structured event", () => {
  expect(alertOf("cloudevents", structured, STRUCTURED)).toEqual({
    alert_id: "cloudevents:ns:/sensors/tn-1234567/alerts A234-1234-1234",
    alert_title: "com.example.alarm.raised: pump-3",
    description: "Pressure high",
    category: "com.example.alarm.raised",
    source_id: "pump-3",
    source_name: "/sensors/tn-1234567/alerts",
    source_type: "cloudevents",
    occurred_at: "2026-11-28T17:31:00.000Z",
    details: {
      ...JSON.parse(structured),
      data: { level: 3, reading: "9007199254740993", text: "Pressure high" },
    },
  });
});

test("a batch: an id is unique within its source only", () => {
  const alerts = alertsOf("cloudevents", payload("cloudevents-1.0-batch"), BATCH);
  expect(alerts.map(({ alert_id }) => alert_id)).toEqual(["cloudevents:ns:/a 1", "cloudevents:ns:/b 1"]);
});

test("an empty batch has no alerts", () => {
  expect(alertsOf("cloudevents", "[]", BATCH)).toEqual([]);
});

describe("the binary mode", () => {
  const headers = {
    "ce-specversion": "1.0",
    "ce-id": "7",
    "ce-source": "https://pumps.example.net/",
    "ce-type": "alarm",
    "ce-subject": "Pumpe%20%E2%82%AC",
    "ce-time": "2026-11-28T17:31:00Z",
    "ce-severitytext": "FATAL",
  };

  test("data of JSON", () => {
    const given = { headers: { ...headers, "content-type": "application/json" } };
    expect(alertOf("cloudevents", { message: "Pressure high" }, given)).toMatchObject({
      alert_id: "cloudevents:ns:https://pumps.example.net/ 7",
      alert_title: "alarm: Pumpe €",
      description: "Pressure high",
      priority: "Critical",
      source_url: "https://pumps.example.net/",
      details: {
        subject: "Pumpe €",
        datacontenttype: "application/json",
        data: { message: "Pressure high" },
      },
    });
  });

  test.each(["text/plain", "application/xml", "application/octet-stream"])("data of %s is text", (type) => {
    const given = { headers: { ...headers, "content-type": type } };
    expect(alertOf("cloudevents", "<a/>", given)).toMatchObject({
      description: "<a/>",
      details: { data: "<a/>" },
    });
  });

  test("no data", () => {
    expect(alertOf("cloudevents", "", { headers })).not.toHaveProperty("details.data");
  });

  test.each([
    ['"quoted \\"text\\""', 'alarm: quoted "text"'],
    ["100%", "alarm: 100%"],
  ])("a subject %s", (subject, title) => {
    expect(alertOf("cloudevents", "", { headers: { ...headers, "ce-subject": subject } }).alert_title).toBe(
      title,
    );
  });

  test("data that should be JSON and isn't", () => {
    const given = { headers: { ...headers, "content-type": "application/json" } };
    expect(() => mapPost("cloudevents", "{", given)).toThrow(MalformedBody);
  });

  test("half the headers", () => {
    expect(missingIn("cloudevents", "", { headers: { "ce-specversion": "0.3", "ce-id": "1" } })).toEqual([
      "specversion",
      "source",
      "type",
    ]);
  });
});

test.each([
  [{ severitytext: "warn" }, "Medium"],
  [{ severitynumber: 9 }, "Low"],
  [{ severitynumber: 13 }, "Medium"],
  [{ severitynumber: 17 }, "High"],
  [{ severitynumber: 24 }, "Critical"],
  [{ severitynumber: 25 }, undefined],
  [{}, undefined],
])("the severity extension %j", (severity, priority) => {
  expect(alertOf("cloudevents", { ...JSON.parse(structured), ...severity }, STRUCTURED).priority).toBe(
    priority,
  );
});

describe("refused", () => {
  test.each([
    ["another type's body", { alerts: [] }, STRUCTURED],
    ["a text without headers", "x", { headers: { "content-type": "text/plain" } }],
  ])("%s", (_, body, given) => {
    expect(refusalOf("cloudevents", body, given).message).toContain("ce- headers");
  });

  test("half an event, by its place in the batch", () => {
    const batch = [JSON.parse(structured), { specversion: "1.0", id: "1" }, 7];
    expect(missingIn("cloudevents", batch, BATCH)).toEqual([
      "[1].source",
      "[1].type",
      "[2].specversion",
      "[2].id",
      "[2].source",
      "[2].type",
    ]);
  });
});
