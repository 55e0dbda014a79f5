import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlertStatus, STATUSES } from "#lib/domain/alert/alert.ts";
import { closes, opens, type Reached, reachedAfter } from "#lib/domain/alert/follow-up.ts";
import type { RouteDecision } from "#lib/domain/alert/routing.ts";
import type { Mute, Muted } from "#lib/domain/mute/mute.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { isAccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";
import { route } from "#lib/engine/intake/route.ts";
import { someMute } from "../../../support/mutes.ts";
import { ruleEvent, someRule } from "../../../support/rules.ts";

const NOW = Date.parse("2026-11-29T12:00:00Z");
const UNTIL = Date.parse("2026-11-29T13:00:00Z");
const REQUESTED = "access_management_access_request";

const everything = someRule({ id: "everything", name: "Everything" });
const urgent = someRule({ id: "urgent", name: "Urgent", setPriority: "Critical", channels: ["jira"] });

const table = (mutes: Mute[], change: Partial<RoutingTable> = {}): RoutingTable => ({
  rules: [everything, urgent],
  channels: [
    { id: "jira", name: "Jira", enabled: true },
    { id: "off", name: "Off", enabled: false },
    { id: "pager", name: "Pager", enabled: true },
  ],
  accessRequests: new Map([["jira", new Set([REQUESTED])]]),
  mutes,
  ...change,
});

const mute = (muted: Muted) => someMute(muted, UNTIL);
const lowOnes = mute({
  kind: "filters",
  filters: { match: "all", conditions: [{ field: "priority", operator: "is", value: "Low" }] },
});

/** What was decided, in a word per channel: the rule that sends, or the reason. */
const inWords = (decisions: RouteDecision[]): Record<string, string> =>
  Object.fromEntries(
    decisions.map((one) => [one.channelId, one.kind === "send" ? `by ${one.ruleId}` : one.reason]),
  );

const routed = (mutes: Mute[], event: RuleEvent, { now = NOW, follow = {} as Reached } = {}) =>
  inWords(route(event, table(mutes), now, follow).decisions);

describe("an event of a muted thing is not sent", () => {
  const event = ruleEvent({ alert_id: "disk", priority: "Low" });
  const off = "channel_disabled";

  test.each<[string, Mute, Record<string, string>]>([
    ["a channel", mute({ kind: "channel", id: "jira" }), { jira: "muted", off, pager: "by everything" }],
    ["an alert", mute({ kind: "alert", id: "disk" }), { jira: "muted", off, pager: "muted" }],
    ["what filters match", lowOnes, { jira: "muted", off, pager: "muted" }],
    [
      "the rule that decides, though another rule would send it too",
      mute({ kind: "rule", id: "urgent" }),
      { jira: "muted", off, pager: "by everything" },
    ],
    [
      "a rule that does not decide",
      mute({ kind: "rule", id: "everything" }),
      { jira: "by urgent", off, pager: "muted" },
    ],
    [
      "a disabled channel",
      mute({ kind: "channel", id: "off" }),
      { jira: "by urgent", off, pager: "by everything" },
    ],
  ])("%s", (_, one, expected) => {
    expect(routed([one], event)).toEqual(expected);
  });

  test("until the end of the mute, at the millisecond", () => {
    const mutes = [mute({ kind: "channel", id: "jira" })];
    expect(routed(mutes, event, { now: UNTIL - 1 })).toMatchObject({ jira: "muted" });
    expect(routed(mutes, event, { now: UNTIL })).toMatchObject({ jira: "by urgent" });
  });

  test("what no rule sends says so, as without the mute", () => {
    const { decisions } = route(event, table([lowOnes], { rules: [] }), NOW);
    expect(inWords(decisions)).toMatchObject({ jira: "no_rule_matched" });
  });

  test("it says who muted what until when", () => {
    const { decisions } = route(event, table([mute({ kind: "rule", id: "urgent" })]), NOW);
    expect(decisions[0]).toMatchObject({
      message: 'Ada muted the rule "Urgent" until 2026-11-29 13:00 UTC.',
    });
  });

  test("rules still match it, so that they resolve and count it", () => {
    const { matched } = route(event, table([lowOnes]), NOW);
    expect(matched).toEqual([everything, urgent]);
  });
});

describe("an Access Request event", () => {
  const event = ruleEvent({ alert_id: "disk", priority: "Low", di_event: REQUESTED });

  test.each<[string, Muted, string]>([
    ["a channel", { kind: "channel", id: "jira" }, "muted"],
    ["an alert", { kind: "alert", id: "disk" }, "muted"],
    ["what filters match", lowOnes.muted, "muted"],
    ["a rule, which does not send it", { kind: "rule", id: "urgent" }, "by null"],
  ])("follows the mute of %s", (_, muted, expected) => {
    expect(isAccessRequestEvent(event.payload.di_event)).toBe(true);
    expect(routed([mute(muted)], event)).toMatchObject({
      jira: expected,
      pager: "access_event_not_selected",
    });
  });

  test("that ends its alert is sent to a channel that heard of it", () => {
    const mutes = [mute({ kind: "channel", id: "jira" })];
    expect(routed(mutes, event, { follow: { jira: null } })).toMatchObject({ jira: "by null" });
  });
});

describe("the end of an alert", () => {
  const end = ruleEvent({ alert_id: "disk", status: "Resolved" }, { before: "Open" });

  test.each<[string, Muted]>([
    ["a channel", { kind: "channel", id: "jira" }],
    ["an alert", { kind: "alert", id: "disk" }],
    ["a rule", { kind: "rule", id: "urgent" }],
  ])("is sent to a channel that heard of it, despite the mute of %s", (_, muted) => {
    expect(routed([mute(muted)], end, { follow: { jira: "urgent" } })).toMatchObject({ jira: "by urgent" });
    expect(routed([mute(muted)], end, { follow: {} })).toMatchObject({ jira: "muted" });
  });

  test("is sent by the rule that opened it there, if no rule matches the end itself", () => {
    const strict = { ...urgent, events: ["disk_full"] };
    const mutes = [mute({ kind: "channel", id: "jira" })];
    const { decisions } = route(end, table(mutes, { rules: [strict] }), NOW, { jira: "urgent" });
    expect(inWords(decisions)).toMatchObject({ jira: "by urgent" });
  });
});

/** The events of one alert in order, each with its time. */
const story = fc
  .array(fc.record({ status: fc.constantFrom(...STATUSES), at: fc.nat(120) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((events) => events.toSorted((a, b) => a.at - b.at));

/** What becomes of one alert's events at a channel: which were sent, which ended what it had heard of. */
function told(events: { status: AlertStatus; at: number }[], mutes: Mute[]) {
  let [before, reached, heard] = [null as AlertStatus | null, {} as Reached, false];
  return events.map(({ status, at }) => {
    const ends = closes(before, status);
    const opened = opens(before, status);
    const event = ruleEvent({ alert_id: "disk", status }, { before });
    const { decisions } = route(event, table(mutes), at, ends ? reached : {});
    const sent = decisions[0]?.kind === "send";
    const heardBefore = heard && !opened;
    [before, reached, heard] = [status, reachedAfter(opened ? {} : reached, decisions), heardBefore || sent];
    return { at, sent, endsHeard: ends && heardBefore };
  });
}

test("a muted channel gets nothing but the ends of what it heard of, and everything outside of its mutes", () => {
  const windows = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 3 });
  const things = fc.constantFrom<Muted>(
    { kind: "channel", id: "jira" },
    { kind: "rule", id: "urgent" },
    { kind: "alert", id: "disk" },
  );
  fc.assert(
    fc.property(story, windows, things, (events, ends, muted) => {
      const mutes = ends.map((until) => someMute(muted, until));
      for (const event of told(events, mutes))
        expect(event.sent).toBe(event.at >= Math.max(...ends) || event.endsHeard);
    }),
  );
});
