import { describe, expect, test } from "vitest";
import { PRIORITIES, type Priority } from "#lib/domain/alert/alert.ts";
import type { RouteDecision } from "#lib/domain/alert/routing.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/rule/access-request.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { route as routeAll } from "#lib/engine/intake/route.ts";
import { ruleEvent, someRule } from "../../../support/rules.ts";

const NOW = Date.parse("2026-11-24T06:22:48Z");

const route = (event: RuleEvent, table: RoutingTable): RouteDecision[] =>
  routeAll(event, table, NOW).decisions;

const event = (di_event: string | null = null): RuleEvent => ruleEvent({ di_event });

const rule = (id: string, channels: Rule["channels"], enabled = true): Rule =>
  someRule({ id, name: `Rule ${id}`, channels, enabled });

const table = (change: Partial<RoutingTable>): RoutingTable => ({
  rules: [],
  channels: [
    { id: "on", name: "On", enabled: true },
    { id: "off", name: "Off", enabled: false },
  ],
  accessRequests: new Map(),
  mutes: [],
  ...change,
});

/** What was decided, in a word per channel. */
const inWords = (decisions: RouteDecision[]): Record<string, string> =>
  Object.fromEntries(
    decisions.map((one) => [one.channelId, one.kind === "send" ? `sent by ${one.ruleId}` : one.reason]),
  );

describe("which channels get an event", () => {
  test.each<[string, Rule[], Record<string, string>]>([
    ["no rule", [], { on: "no_rule_matched", off: "no_rule_matched" }],
    ["a rule for all", [rule("all", "all")], { on: "sent by all", off: "channel_disabled" }],
    ["a rule that names one", [rule("one", ["on"])], { on: "sent by one", off: "no_rule_matched" }],
    ["a rule that names none", [rule("none", [])], { on: "no_rule_matched", off: "no_rule_matched" }],
    ["a rule that is disabled", [rule("all", "all", false)], { on: "rule_disabled", off: "rule_disabled" }],
    [
      "one rule disabled, another not",
      [rule("old", "all", false), rule("new", "all")],
      { on: "sent by new", off: "channel_disabled" },
    ],
    [
      "several: the oldest counts",
      [rule("first", "all"), rule("second", "all")],
      { on: "sent by first", off: "channel_disabled" },
    ],
    [
      "several: one that names the channel counts before one that says all",
      [rule("all", "all"), rule("naming", ["on"]), rule("later", ["on"])],
      { on: "sent by naming", off: "channel_disabled" },
    ],
    [
      "one that names it but is disabled does not count",
      [rule("all", "all"), rule("naming", ["on"], false)],
      { on: "sent by all", off: "channel_disabled" },
    ],
  ])("%s", (_, rules, decisions) => {
    expect(inWords(route(event("disk_full"), table({ rules })))).toEqual(decisions);
  });

  test("without channels nothing is decided", () => {
    expect(route(event(), table({ channels: [], rules: [rule("all", "all")] }))).toEqual([]);
  });

  test("each channel is decided once, however many rules name it", () => {
    const rules = [rule("a", "all"), rule("b", ["on", "off"]), rule("c", ["on", "on"])];
    expect(route(event(), table({ rules })).map(({ channelId }) => channelId)).toEqual(["on", "off"]);
  });

  test("every reason comes with a sentence", () => {
    for (const rules of [[], [rule("x", "all", false)], [rule("x", "all")]])
      for (const decision of route(event(), table({ rules })))
        if (decision.kind === "skip") expect(decision.message).toMatch(/^[A-Z].+\.$/);
  });
});

describe("the seven Access Request events", () => {
  const rules = [rule("all", "all")];

  test.each(ACCESS_REQUEST_EVENTS)("%s goes where the settings say, whatever the rules", (di_event) => {
    const accessRequests = new Map([
      ["on", new Set<string>([di_event])],
      ["off", new Set<string>([di_event])],
    ]);
    expect(inWords(route(event(di_event), table({ rules, accessRequests })))).toEqual({
      on: "sent by null",
      off: "channel_disabled",
    });
    expect(inWords(route(event(di_event), table({ rules })))).toEqual({
      on: "access_event_not_selected",
      off: "access_event_not_selected",
    });
  });

  test.each(["access_management", "ACCESS_MANAGEMENT_ACCESS_REQUEST", "user_create", "", null])(
    "%j is none of them",
    (di_event) => {
      expect(inWords(route(event(di_event), table({ rules })))).toMatchObject({ on: "sent by all" });
    },
  );
});

describe("the rule that counts", () => {
  const one = (id: string, setPriority: Priority | null, channels: Rule["channels"] = "all"): Rule =>
    someRule({ id, setPriority, channels });
  const sent = (rules: Rule[]) =>
    route(event(), table({ rules })).find(({ channelId }) => channelId === "on");

  test.each(PRIORITIES)("puts its priority %s in", (priority) => {
    expect(sent([one("a", priority)])).toMatchObject({ kind: "send", ruleId: "a", priority });
  });

  test.each<[string, Rule[], string, Priority | null]>([
    ["keeps the source's where it sets none", [one("a", null)], "a", null],
    ["sets the highest priority", [one("a", "Low"), one("b", "Critical"), one("c", "High")], "b", "Critical"],
    ["sets one rather than none", [one("a", null, ["on"]), one("b", "Low")], "b", "Low"],
    ["names the channel, at equal priority", [one("a", "High"), one("b", "High", ["on"])], "b", "High"],
    [
      "sets a higher one though it names no channel",
      [one("a", "Low", ["on"]), one("b", "High")],
      "b",
      "High",
    ],
    ["is the oldest, all else equal", [one("a", "High"), one("b", "High")], "a", "High"],
  ])("%s", (_, rules, ruleId, priority) => {
    expect(sent(rules)).toMatchObject({ kind: "send", ruleId, priority });
  });

  test("must match: the higher priority of a rule that does not match is ignored", () => {
    const other = { ...one("b", "Critical"), events: ["user_create"] };
    expect(sent([one("a", "Low"), other])).toMatchObject({ ruleId: "a", priority: "Low" });
  });
});

describe("why a channel got nothing", () => {
  const critical = { field: "priority", operator: "is", value: "Critical" } as const;
  const byFilter = (match: "all" | "any", ...conditions: Rule["filters"]["conditions"]) =>
    someRule({ name: "Critical only", filters: { match, conditions } });

  test.each<[string, Rule[], Partial<RuleEvent> & { di_event?: string }, string, string]>([
    [
      "a condition was false",
      [byFilter("all", critical)],
      {},
      "no_rule_matched",
      'The rule "Critical only" did not match: priority is Critical was false (it is Medium).',
    ],
    [
      "a field was missing",
      [byFilter("all", { field: "details.region", operator: "is_not", value: "eu" })],
      {},
      "no_rule_matched",
      'The rule "Critical only" did not match: details.region is not eu was false (it is missing).',
    ],
    [
      "none of several was true",
      [byFilter("any", critical, { field: "category", operator: "exists", value: null })],
      {},
      "no_rule_matched",
      'The rule "Critical only" did not match: priority is Critical was false (it is Medium), and so was the other condition.',
    ],
    [
      "the event was not listed",
      [someRule({ events: ["user_create"] })],
      { di_event: "user_delete" },
      "no_rule_matched",
      'The rule "Some rule" did not match: user_delete is not among its events.',
    ],
    [
      "the event has no name",
      [someRule({ events: ["user_create"] })],
      {},
      "no_rule_matched",
      'The rule "Some rule" did not match: it matches some events only, and this one has no di_event.',
    ],
    [
      "the expression was false",
      [someRule({ expression: 'priority == "Low"' })],
      {},
      "no_rule_matched",
      'The rule "Some rule" did not match: its expression was false.',
    ],
    [
      "the expression failed",
      [someRule({ expression: "1 / 0 == 1" })],
      {},
      "no_rule_matched",
      'The rule "Some rule" did not match: its expression failed: Division by zero.',
    ],
    [
      "no rule names it",
      [someRule({ channels: ["off"] })],
      {},
      "no_rule_matched",
      "No rule sends anything to this channel.",
    ],
    [
      "it is disabled",
      [someRule({ enabled: false })],
      {},
      "rule_disabled",
      'The rule "Some rule" is disabled.',
    ],
    [
      "the status is not selected",
      [someRule({ statuses: ["Resolved", "Auto-Resolved"] })],
      {},
      "status_not_selected",
      'The rule "Some rule" notifies at Resolved, Auto-Resolved only.',
    ],
    [
      "the status stayed",
      [someRule({ onlyOnChange: true })],
      { before: "Open" },
      "status_unchanged",
      'The rule "Some rule" notifies only when the status changes, and it stayed as it was.',
    ],
    [
      "of several, the rule that came nearest tells",
      [someRule({ events: ["user_create"] }), someRule({ enabled: false }), byFilter("all", critical)],
      {},
      "rule_disabled",
      'The rule "Some rule" is disabled.',
    ],
    [
      "of two that are as near, the one that names the channel tells",
      [byFilter("all", critical), { ...byFilter("all", critical), name: "Naming", channels: ["on"] }],
      {},
      "no_rule_matched",
      'The rule "Naming" did not match: priority is Critical was false (it is Medium).',
    ],
  ])("%s", (_, rules, { di_event = null, ...more }, reason, message) => {
    const decisions = route({ ...ruleEvent({ di_event }), ...more }, table({ rules }));
    expect(decisions[0]).toEqual({ kind: "skip", channelId: "on", reason, message });
  });

  test.each(["Acknowledged", "Resolved", null] as const)("a change from %s notifies", (before) => {
    const [decision] = route({ ...event(), before }, table({ rules: [someRule({ onlyOnChange: true })] }));
    expect(decision).toMatchObject({ kind: "send" });
  });
});

describe("what else is told", () => {
  test("which enabled rules match the event, whether or not they notify", () => {
    const rules = [
      someRule({ id: "sends" }),
      someRule({ id: "silent", statuses: ["Resolved"] }),
      someRule({ id: "off", enabled: false }),
      someRule({ id: "other", events: ["user_create"] }),
    ];
    expect(routeAll(event(), table({ rules }), NOW).matched.map(({ id }) => id)).toEqual(["sends", "silent"]);
  });

  test("which enabled rules failed; the others go on", () => {
    const failing = someRule({ id: "failing", expression: "details.n > 5", channels: ["on"] });
    const rules = [failing, { ...failing, id: "off", enabled: false }, someRule({ id: "works" })];
    const routed = routeAll({ ...event(), details: { n: "many" } }, table({ rules }), NOW);
    expect(routed.failed).toEqual([
      { rule: failing, error: expect.stringMatching(/^A string can.t be compared/) },
    ]);
    expect(routed.decisions[0]).toMatchObject({ kind: "send", ruleId: "works" });
  });
});

describe("Tocsin's own alerts", () => {
  const own = ruleEvent({ alert_id: "tocsin:channel-failing:on", category: "Tocsin", source_name: "tocsin" });
  const forOwn = someRule({
    id: "own",
    filters: { match: "all", conditions: [{ field: "category", operator: "is", value: "Tocsin" }] },
  });
  const channels = ["on", "other"].map((id) => ({ id, name: id, enabled: true }));
  const routeOwn = (...rules: Rule[]) => inWords(route(own, table({ rules, channels })));

  test("never go through the channel that they are about", () => {
    expect(routeOwn(forOwn)).toEqual({ on: "own_channel", other: "sent by own" });
  });

  test("are not sent by a rule without events, filters and expression, which says so", () => {
    const everything = rule("all", "all");
    expect(routeOwn(everything)).toEqual({ on: "no_rule_matched", other: "no_rule_matched" });
    expect(routeOwn({ ...everything, expression: "true" })).toMatchObject({ other: "sent by all" });
    const [decision] = route(own, table({ rules: [everything], channels }));
    expect(decision).toMatchObject({
      message: 'The rule "Rule all" did not match: only a rule with conditions sends Tocsin\'s own alerts.',
    });
  });

  test("say own_channel also where the channel is muted", () => {
    const muted = { kind: "channel", id: "on" } as const;
    const mutes = [{ id: "mut_1", muted, until: NOW + 1, createdBy: "Ada" }];
    expect(inWords(route(own, table({ rules: [forOwn], channels, mutes })))).toMatchObject({
      on: "own_channel",
    });
  });
});
