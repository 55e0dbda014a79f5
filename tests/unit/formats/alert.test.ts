import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAYLOAD_KEYS, type Payload } from "#lib/domain/alert/alert.ts";
import { alert } from "#lib/formats/alert.ts";
import { payload } from "./payload.ts";

const unrouted = { ruleId: null, priority: null };

test("exactly the seventeen keys, in order, null where unknown", () => {
  expect(alert.body(payload, unrouted)).toBe(
    '{"alert_id":"disk-1","alert_title":"Disk full","category":null,"description":"a \\"quote\\", a line\\nbreak and 🔔","di_event":"disk_full","event_description":null,"initiated_by":null,"occurred_at":"2026-11-24T06:22:48.000Z","previous_alert_status":null,"priority":"Medium","rule_id":null,"source_id":null,"source_name":"CI","source_type":null,"source_url":null,"status":"Open","update_at":"2026-11-24T06:22:48.000Z"}',
  );
});

test("in whatever order the keys are stored, the bytes are the same", () => {
  const inOrder = alert.body(payload, unrouted);
  const shuffled = fc.shuffledSubarray([...PAYLOAD_KEYS], { minLength: PAYLOAD_KEYS.length });
  fc.assert(
    fc.property(shuffled, (keys) => {
      const stored = Object.fromEntries(keys.map((key) => [key, payload[key]]));
      expect(alert.body(stored as Payload, unrouted)).toBe(inOrder);
    }),
  );
});

test("nothing else is sent", () => {
  const stored = { ...payload, details: { region: "eu-1" }, idempotency_key: "k" };
  expect(alert.body(stored, unrouted)).toBe(alert.body(payload, unrouted));
});

describe("what the rule that sends it puts in", () => {
  test.each([
    [
      { ruleId: null, priority: null },
      { rule_id: null, priority: "Medium" },
    ],
    [
      { ruleId: "rul_1", priority: null },
      { rule_id: "rul_1", priority: "Medium" },
    ],
    [
      { ruleId: "rul_1", priority: "Critical" as const },
      { rule_id: "rul_1", priority: "Critical" },
    ],
  ])("%j → %j", (routed, sent) => {
    expect(JSON.parse(alert.body(payload, routed))).toMatchObject(sent);
  });
});
