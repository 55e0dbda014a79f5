import { describe, expect, test } from "vitest";
import { faultOfUntil, isLive, MUTE_MAX_MS } from "#lib/domain/mute/mute.ts";
import { newMuteSchema } from "#lib/domain/mute/mute-schema.ts";
import { filtersInBrief, nameOfMuted, whyMuted } from "#lib/domain/mute/words.ts";
import type { RuleCondition, RuleFilters } from "#lib/domain/rule/rule.ts";
import { someMute } from "../../../support/mutes.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const low: RuleCondition = { field: "priority", operator: "is", value: "Low" };
const eu: RuleCondition = { field: "details.region", operator: "is", value: "eu" };
const filters = (match: "all" | "any", ...conditions: RuleCondition[]): RuleFilters => ({
  match,
  conditions,
});

describe("a mute is live", () => {
  test.each<[string, number, boolean]>([
    ["a millisecond before its end", NOW + 1, true],
    ["no longer at its end", NOW, false],
    ["no longer after it", NOW - 1, false],
  ])("%s", (_, until, live) => {
    expect(isLive({ until }, NOW)).toBe(live);
  });
});

describe("the end of a mute", () => {
  test.each<[string, number, RegExp | null]>([
    ["in a second", NOW + 1_000, null],
    ["in 30 days", NOW + MUTE_MAX_MS, null],
    ["now", NOW, /^until is in the past/],
    ["yesterday", NOW - 1, /^until is in the past/],
    ["later than in 30 days", NOW + MUTE_MAX_MS + 1, /more than 30 days ahead/],
  ])("%s", (_, until, fault) => {
    if (fault === null) expect(faultOfUntil(until, NOW)).toBeNull();
    else expect(faultOfUntil(until, NOW)).toMatch(fault);
  });
});

const UNTIL = "2026-11-29T14:05:00+01:00";

describe("a new mute as it is given", () => {
  test.each<[object, object]>([
    [{ channel_id: "chn_1" }, { kind: "channel", id: "chn_1" }],
    [{ rule_id: "rul_1" }, { kind: "rule", id: "rul_1" }],
    [{ alert_id: "disk" }, { kind: "alert", id: "disk" }],
    [{ filters: { conditions: [low] } }, { kind: "filters", filters: filters("all", low) }],
  ])("%j", (given, muted) => {
    const until = Date.parse("2026-11-29T13:05:00Z");
    expect(newMuteSchema.parse({ ...given, until: UNTIL, remark: "  " })).toEqual({
      muted,
      until,
      remark: null,
    });
  });

  test.each<[object, string, RegExp]>([
    [{}, "", /^Say what to mute/],
    [{ channel_id: "chn_1", filters: { conditions: [low] } }, "filters", /^Mute one thing at a time/],
    [{ filters: {} }, "filters.conditions", /^Add at least one condition/],
    [{ filters: { conditions: [{ field: "x" }] } }, "filters.conditions.0.operator", /^An operator is/],
    [{ channel_id: 1 }, "channel_id", /^channel_id must be a string/],
    [{ channel_id: "chn_1", until: "tomorrow" }, "until", /RFC 3339/],
    [{ channel_id: "chn_1", remark: "x".repeat(1_001) }, "remark", /at most 1,000/],
  ])("but not %j", (given, path, message) => {
    const [issue] = newMuteSchema.safeParse({ until: UNTIL, ...given }).error?.issues ?? [];
    expect([issue?.path.join("."), issue?.message]).toEqual([path, expect.stringMatching(message)]);
  });
});

describe("in words", () => {
  const until = Date.parse("2026-11-29T14:05:59Z");
  test.each([
    [someMute({ kind: "channel", id: "c" }, until), "Ada muted this channel until 2026-11-29 14:05 UTC."],
    [someMute({ kind: "alert", id: "a" }, until), "Ada muted this alert until 2026-11-29 14:05 UTC."],
    [someMute({ kind: "rule", id: "r" }, until), 'Ada muted the rule "Disks" until 2026-11-29 14:05 UTC.'],
    [
      someMute({ kind: "filters", filters: filters("all", low, eu) }, until),
      "Ada muted events for which priority is Low and 1 more condition until 2026-11-29 14:05 UTC.",
    ],
  ])("%j", (mute, words) => {
    expect(whyMuted(mute, "Disks")).toBe(words);
  });

  test.each<[RuleFilters, string]>([
    [filters("all", low), "priority is Low"],
    [filters("any", low, eu), "priority is Low or 1 more condition"],
    [filters("all", low, eu, low), "priority is Low and 2 more conditions"],
  ])("filters: %j", (given, words) => {
    expect(filtersInBrief(given)).toBe(words);
    expect(nameOfMuted({ muted: { kind: "filters", filters: given }, name: null })).toBe(words);
  });
});
