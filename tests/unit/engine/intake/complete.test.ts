import { describe, expect, test } from "vitest";
import type { Payload } from "#lib/domain/alert/alert.ts";
import type { AlertInput } from "#lib/domain/alert/alert-schema.ts";
import { complete, type Known } from "#lib/engine/intake/complete.ts";

const now = Date.parse("2026-11-24T06:22:48.123Z");
const receivedAt = "2026-11-24T06:22:48.123Z";

const payload: Payload = {
  alert_id: "disk-1",
  alert_title: "Disk full",
  category: "storage",
  description: "95 % used",
  di_event: "disk_full",
  event_description: "crossed the limit",
  initiated_by: "monitor",
  occurred_at: "2026-01-01T00:00:00.000Z",
  previous_alert_status: null,
  priority: "High",
  rule_id: "r-1",
  source_id: "host-1",
  source_name: "Zabbix",
  source_type: "host",
  source_url: "https://zabbix.example.com/1",
  status: "Open",
  update_at: "2026-01-01T00:00:01.000Z",
};

const known = (change: Partial<Payload> = {}, details: Known["details"] = null): Known => ({
  payload: { ...payload, ...change },
  details,
});

function completed(given: AlertInput, before?: Known): Known {
  const alert = complete(given, before, { apiKeyName: "CI", now });
  if (alert === null) throw new Error("The alert was not complete.");
  return alert;
}

describe("an alert that is not known", () => {
  test("gets the defaults", () => {
    const { payload, details } = completed({ alert_title: "Disk full" });
    expect(payload).toEqual({
      alert_id: expect.stringMatching(
        /^alr_[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      alert_title: "Disk full",
      category: null,
      description: null,
      di_event: null,
      event_description: null,
      initiated_by: null,
      occurred_at: receivedAt,
      previous_alert_status: null,
      priority: "Medium",
      rule_id: null,
      source_id: null,
      source_name: "CI",
      source_type: null,
      source_url: null,
      status: "Open",
      update_at: receivedAt,
    });
    expect(details).toBeNull();
  });

  test("keeps what is given", () => {
    const given = { ...payload, previous_alert_status: "Resolved" as const, details: { region: "eu-1" } };
    const { details: givenDetails, ...fields } = given;
    expect(completed(given)).toEqual({ payload: fields, details: givenDetails });
  });

  test.each([{}, { alert_title: null }, { alert_id: "disk-1" }])("needs a title: %j", (given) => {
    expect(complete(given, undefined, { apiKeyName: "CI", now })).toBeNull();
  });

  test("null is the same as absent", () => {
    const nothing = Object.fromEntries(Object.keys(payload).map((field) => [field, null]));
    const one = completed({ ...nothing, alert_id: "a", alert_title: "A" });
    expect(one).toEqual(completed({ alert_id: "a", alert_title: "A" }));
  });
});

describe("an alert that is known", () => {
  test.each([
    ["alert_title", "Disk full"],
    ["category", "storage"],
    ["di_event", "disk_full"],
    ["priority", "High"],
  ] as const)("keeps its %s", (field, value) => {
    expect(completed({ alert_id: "disk-1" }, known()).payload[field]).toBe(value);
  });

  test.each([
    ["occurred_at", receivedAt],
    ["update_at", receivedAt],
    ["source_name", "CI"],
    ["rule_id", null],
    ["initiated_by", null],
    ["event_description", null],
  ] as const)("has %s anew at each event", (field, value) => {
    expect(completed({ alert_id: "disk-1" }, known()).payload[field]).toBe(value);
  });

  test.each([
    ["Open", "Open"],
    ["Acknowledged", "Acknowledged"],
    ["Resolved", "Open"],
    ["Auto-Resolved", "Open"],
  ] as const)("stored as %s, an event without a status makes it %s", (stored, status) => {
    expect(completed({ alert_id: "disk-1" }, known({ status: stored })).payload).toMatchObject({
      status,
      previous_alert_status: stored,
    });
  });

  test.each(["Open", "Acknowledged", "Resolved", "Auto-Resolved"] as const)(
    "takes any status from a source: %s",
    (status) => {
      for (const stored of ["Open", "Acknowledged", "Resolved", "Auto-Resolved"] as const)
        expect(completed({ status }, known({ status: stored })).payload).toMatchObject({
          status,
          previous_alert_status: stored,
        });
    },
  );

  test("what the source says replaces what is stored", () => {
    const given: AlertInput = {
      alert_title: "Disk fuller",
      priority: "Critical",
      previous_alert_status: "Resolved",
    };
    expect(completed(given, known()).payload).toMatchObject(given);
  });

  test.each([
    ["keeps its details", undefined, { region: "eu-1" }],
    ["takes new ones whole", { rack: 7 }, { rack: 7 }],
    ["takes empty ones", {}, {}],
  ])("%s", (_, given, details) => {
    expect(completed({ details: given }, known({}, { region: "eu-1" })).details).toEqual(details);
  });
});
