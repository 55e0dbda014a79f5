import { expect, test } from "vitest";
import { STATUSES } from "#lib/domain/alert/alert.ts";
import { cloudevents } from "#lib/formats/cloudevents.ts";
import { bodyFor, resolved } from "./event.ts";

test("an event in structured mode, with the alert as its data", () => {
  expect(bodyFor("cloudevents")).toEqual({
    specversion: "1.0",
    id: "evt_1",
    source: "https://tocsin.example.com",
    type: "tocsin.alert.resolved",
    subject: "disk-1",
    time: "2026-11-24T07:00:00.000Z",
    datacontenttype: "application/json",
    priority: "High",
    data: resolved,
  });
});

test("its media type says so", () => {
  const headers = cloudevents.headers({ type: "cloudevents", fields: {}, secrets: [] }, () => "");
  expect(headers).toEqual({ "content-type": "application/cloudevents+json; charset=utf-8" });
});

test("each status is a type", () => {
  expect(STATUSES.map((status) => bodyFor("cloudevents", { status }).type)).toEqual([
    "tocsin.alert.open",
    "tocsin.alert.acknowledged",
    "tocsin.alert.resolved",
    "tocsin.alert.auto-resolved",
  ]);
});

test("without a public address the source is still not empty", () => {
  expect(bodyFor("cloudevents", {}, {}, null).source).toBe("tocsin");
});

test("texts that would make it larger than 64 KiB are cut, and only then", () => {
  const whole = "x".repeat(10_000);
  expect(bodyFor("cloudevents", { description: whole }).data.description).toBe(whole);
  const both = bodyFor("cloudevents", {
    description: "🔔".repeat(10_000),
    event_description: "🔔".repeat(10_000),
  });
  expect(both.data.description).toBe(`${"🔔".repeat(1_499)}…`);
});
