import { describe, expect, test } from "vitest";
import { arrangeMutes, coversOf, lastToEnd, mutesOfEvent } from "#lib/domain/mute/cover.ts";
import type { Mute } from "#lib/domain/mute/mute.ts";
import type { RuleCondition, RuleFilters } from "#lib/domain/rule/rule.ts";
import { someMute } from "../../../support/mutes.ts";
import { ruleEvent } from "../../../support/rules.ts";

const NOW = 1_000;
const disk = ruleEvent({ alert_id: "disk", priority: "Low" });
const low: RuleCondition = { field: "priority", operator: "is", value: "Low" };
const eu: RuleCondition = { field: "details.region", operator: "is", value: "eu" };

const channel = (id: string, until?: number) => someMute({ kind: "channel", id }, until);
const rule = (id: string, until?: number) => someMute({ kind: "rule", id }, until);
const alert = (id: string, until?: number) => someMute({ kind: "alert", id }, until);
const filters = (match: RuleFilters["match"], ...conditions: RuleCondition[]) =>
  someMute({ kind: "filters", filters: { match, conditions } });

/** The mute that covers the event on its way to the channel "jira" by the rule "disks". */
const cover = (mutes: Mute[], ruleId: string | null = "disks", now = NOW) =>
  coversOf(arrangeMutes(mutes), disk, now)?.("jira", ruleId);

describe("an event on its way to a channel by a rule is covered by a mute", () => {
  test.each<[string, Mute, boolean]>([
    ["of that channel", channel("jira"), true],
    ["of another channel", channel("pager"), false],
    ["of that rule", rule("disks"), true],
    ["of another rule", rule("all"), false],
    ["of its alert", alert("disk"), true],
    ["of another alert", alert("memory"), false],
    ["whose one condition holds", filters("all", low), true],
    ["of which all conditions must hold, and one does not", filters("all", low, eu), false],
    ["of which any condition must hold, and one does", filters("any", eu, low), true],
    ["of which any condition must hold, and none does", filters("any", eu), false],
    ["of that channel that ends a millisecond later", channel("jira", NOW + 1), true],
    ["of that channel that ends now", channel("jira", NOW), false],
    ["of an alert with the channel's id", alert("jira"), false],
  ])("%s", (_, mute, covered) => {
    expect(cover([mute])).toEqual(covered ? mute : undefined);
  });
});

test("what no rule sends is covered by every mute but those of rules", () => {
  const mutes = [rule("disks"), channel("jira")];
  expect(cover(mutes, null)).toBe(mutes[1]);
  expect(cover([rule("disks")], null)).toBeUndefined();
});

test("of several, the one that ends last counts, and each ends at its own time", () => {
  const mutes = [channel("jira", NOW + 1), alert("disk", NOW + 3), rule("disks", NOW + 2)];
  const endsAt = (now: number) => cover(mutes, "disks", now)?.until;
  expect([NOW, NOW + 2, NOW + 3].map(endsAt)).toEqual([NOW + 3, NOW + 3, undefined]);
  expect(lastToEnd(mutes, NOW)).toBe(mutes[1]);
});

test("without any mute there is nothing to look up", () => {
  expect(coversOf(arrangeMutes([]), disk, NOW)).toBeNull();
});

test("an alert is muted by its own mutes, and by those whose filters its last event matches", () => {
  const mutes = [alert("disk"), alert("memory"), alert("disk", NOW), filters("all", low), channel("jira")];
  expect(mutesOfEvent(mutes, disk, NOW)).toEqual([mutes[0], mutes[3]]);
});
