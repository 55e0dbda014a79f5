import { describe, expect, test } from "vitest";
import { alertOf, missingIn, payload } from "./mapped.ts";

const down = JSON.parse(payload("healthchecks-webhook-down"));

test("a check that is down", () => {
  expect(alertOf("healthchecks", down)).toEqual({
    alert_id: "healthchecks:ns:5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278",
    alert_title: 'Nightly "backup" of db-17 is down',
    event_description: "Exit status 1",
    category: "prod db",
    source_id: "5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278",
    source_name: 'Nightly "backup" of db-17',
    source_type: "healthchecks",
    occurred_at: "2026-11-28T03:06:38.000Z",
    details: down,
  });
});

test("a check that is up again", () => {
  expect(alertOf("healthchecks", { ...down, status: "up", last_exitstatus: "-1" })).toMatchObject({
    alert_id: "healthchecks:ns:5bf66975-d4c7-4bf5-bcc8-b8d8a82ea278",
    status: "Resolved",
  });
});

test("what Healthchecks didn't fill in is absent", () => {
  const alert = alertOf("healthchecks", {
    ...down,
    tags: "$TAGS",
    body: "$BODY_JSON",
    last_exitstatus: "-1",
  });
  expect(alert).not.toHaveProperty("category");
  expect(alert).not.toHaveProperty("description");
  expect(alert).not.toHaveProperty("event_description");
});

test("the test notification", () => {
  expect(alertOf("healthchecks", { ...down, name: "TEST" })).toMatchObject({
    alert_id: "healthchecks:ns:test",
    priority: "Low",
  });
});

describe("refused", () => {
  test.each([
    [{}, ["code", "name", "status"]],
    [{ ...down, code: "$CODE" }, ["code"]],
    [{ ...down, status: "$STATUS" }, ["status"]],
    [[down], ["code", "name", "status"]],
  ])("%j", (body, paths) => {
    expect(missingIn("healthchecks", body)).toEqual(paths);
  });
});
