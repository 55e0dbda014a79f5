import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PAYLOAD_KEYS, type Payload, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { alert } from "#lib/formats/alert.ts";
import type { Routed } from "#lib/formats/format.ts";
import { payload } from "./payload.ts";

const unrouted = { ruleId: null, priority: null };
const bodyOf = (given: object, routed: Routed = unrouted) =>
  alert.body({ stored: JSON.stringify(given), routed });

test("exactly the seventeen keys, in order, null where unknown", () => {
  expect(bodyOf(payload)).toBe(
    '{"alert_id":"disk-1","alert_title":"Disk full","category":null,"description":"a \\"quote\\", a line\\nbreak and 🔔","di_event":"disk_full","event_description":null,"initiated_by":null,"occurred_at":"2026-11-24T06:22:48.000Z","previous_alert_status":null,"priority":"Medium","rule_id":null,"source_id":null,"source_name":"CI","source_type":null,"source_url":null,"status":"Open","update_at":"2026-11-24T06:22:48.000Z"}',
  );
});

test("in whatever order the keys are stored, and however they are spaced, the bytes are the same", () => {
  const shuffled = fc.shuffledSubarray([...PAYLOAD_KEYS], { minLength: PAYLOAD_KEYS.length });
  fc.assert(
    fc.property(shuffled, fc.nat(4), (keys, spaces) => {
      const stored = Object.fromEntries(keys.map((key) => [key, payload[key]]));
      expect(alert.body({ stored: JSON.stringify(stored, null, spaces), routed: unrouted })).toBe(
        bodyOf(payload),
      );
    }),
  );
});

test("nothing else is sent", () => {
  const stored = { ...payload, details: { region: "eu-1" }, idempotency_key: "k" };
  expect(bodyOf(stored)).toBe(bodyOf(payload));
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
    expect(JSON.parse(bodyOf(payload, routed))).toMatchObject(sent);
  });

  test("is put in nowhere else, whatever the texts of the alert look like", () => {
    fc.assert(
      fc.property(anyPayload, anyRouted, (given, routed) => {
        const sent = {
          ...given,
          priority: routed.priority ?? given.priority,
          rule_id: given.rule_id ?? routed.ruleId,
        };
        expect(bodyOf(given, routed)).toBe(JSON.stringify(sent));
      }),
      { numRuns: 2_000 },
    );
  });
});

/** Texts that hold pieces of the JSON around them. */
const lookalike = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', "\\", ",", ":", "{", "}", "null", "$&", "$1", "\n", "\ud800", "🔔"),
      fc.constantFrom('"priority":"Low"', '"rule_id":null', '"priority":"Low","rule_id":null', "rule_id"),
      fc.string({ unit: "binary", maxLength: 8 }),
    ),
    { maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));
const perhaps = fc.option(lookalike);

const anyPayload: fc.Arbitrary<Payload> = fc.record({
  alert_id: lookalike,
  alert_title: lookalike,
  category: perhaps,
  description: perhaps,
  di_event: perhaps,
  event_description: perhaps,
  initiated_by: perhaps,
  occurred_at: lookalike,
  previous_alert_status: fc.option(fc.constantFrom(...STATUSES)),
  priority: fc.constantFrom(...PRIORITIES),
  rule_id: perhaps,
  source_id: perhaps,
  source_name: perhaps,
  source_type: perhaps,
  source_url: perhaps,
  status: fc.constantFrom(...STATUSES),
  update_at: lookalike,
});

const anyRouted = fc.record({
  ruleId: perhaps,
  priority: fc.option(fc.constantFrom(...PRIORITIES)),
});
