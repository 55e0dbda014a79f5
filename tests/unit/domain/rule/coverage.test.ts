import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AlertStatus, PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { closes, opens, type Reached, reachedAfter } from "#lib/domain/alert/follow-up.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { type Coverage, coverageOf } from "#lib/domain/rule/coverage.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";
import type { Rule, RuleCondition } from "#lib/domain/rule/rule.ts";
import { route } from "#lib/engine/intake/route.ts";
import { ruleEvent, someRule } from "../../../support/rules.ts";

const CHANNELS = ["jira", "pager"];

const critical: RuleCondition = { field: "priority", operator: "is", value: "Critical" };
const database: RuleCondition = { field: "category", operator: "is", value: "Database" };
const all = (...conditions: RuleCondition[]): Rule["filters"] => ({ match: "all", conditions });
const any = (...conditions: RuleCondition[]): Rule["filters"] => ({ match: "any", conditions });

/** "nothing all: by", one entry per group of channels. */
const inWords = (coverage: Coverage[]): string[] =>
  coverage.map(({ kind, by, channels }) => `${kind} ${[channels].flat().join("+")}: ${by.name}`);

/** The coverage of a rule beside an older rule, which is called Other. */
function coverageBeside(other: Partial<Rule>, rule: Partial<Rule>): string[] {
  const rules = [
    someRule({ id: "other", name: "Other", ...other }),
    someRule({ id: "rule", name: "Rule", ...rule }),
  ];
  return inWords(coverageOf(rules[1] ?? someRule(), rules, CHANNELS));
}

describe("beside one older rule", () => {
  test.each<[string, Partial<Rule>, Partial<Rule>, string[]]>([
    ["both send everything everywhere", {}, {}, ["nothing all: Other"]],
    ["the other has no condition", {}, { filters: all(critical) }, ["nothing all: Other"]],
    [
      "the other has no condition, the rule has an expression",
      {},
      { expression: "true" },
      ["nothing all: Other"],
    ],
    ["the other is disabled", { enabled: false }, {}, []],
    ["the other has more conditions", { filters: all(critical) }, {}, []],
    ["they have different conditions", { filters: all(database) }, { filters: all(critical) }, []],
    [
      "they have the same condition",
      { filters: all(critical) },
      { filters: all(critical) },
      ["nothing all: Other"],
    ],
    [
      "the rule requires both of two conditions, the other only one of them",
      { filters: all(critical) },
      { filters: all(database, critical) },
      ["nothing all: Other"],
    ],
    [
      "the other accepts any of two conditions, the rule requires one of them",
      { filters: any(critical, database) },
      { filters: all(database) },
      ["nothing all: Other"],
    ],
    [
      "the rule accepts any of two conditions, the other requires one of them",
      { filters: all(critical) },
      { filters: any(critical, database) },
      [],
    ],
    [
      "with a single condition, any and all are the same",
      { filters: all(critical) },
      { filters: any(critical) },
      ["nothing all: Other"],
    ],
    [
      "the other accepts any of fewer conditions",
      { filters: any(critical, database) },
      { filters: any(critical, database, { ...critical, value: "High" }) },
      [],
    ],
    ["the same expression", { expression: "true" }, { expression: "true" }, ["nothing all: Other"]],
    ["another expression", { expression: "true" }, { expression: "1 == 1" }, []],
    ["an expression against filters", { expression: "true" }, { filters: all(critical) }, []],
    [
      "the other lists more events",
      { events: ["disk_full", "disk_slow"] },
      { events: ["disk_full"] },
      ["nothing all: Other"],
    ],
    [
      "the other lists some of the events",
      { events: ["disk_full"] },
      { events: ["disk_full", "disk_slow"] },
      ["some all: Other"],
    ],
    ["the other lists some of all events", { events: ["disk_full"] }, {}, ["some all: Other"]],
    ["they list different events", { events: ["disk_full"] }, { events: ["disk_slow"] }, []],
    ["the other notifies at some stages", { statuses: ["Open"] }, {}, ["some all: Other"]],
    ["they notify at different stages", { statuses: ["Open"] }, { statuses: ["Resolved"] }, []],
    ["the other notifies only on a change", { onlyOnChange: true }, {}, ["some all: Other"]],
    ["both notify only on a change", { onlyOnChange: true }, { onlyOnChange: true }, ["nothing all: Other"]],
    ["the rule sets a priority", {}, { setPriority: "Low" }, ["values all: Other"]],
    ["the other sets a higher one", { setPriority: "High" }, { setPriority: "Low" }, ["nothing all: Other"]],
    ["the rule names its channel", {}, { channels: ["jira"] }, ["values jira: Other"]],
    ["the other names a channel of the rule", { channels: ["jira"] }, {}, ["nothing jira: Other"]],
    ["they name different channels", { channels: ["jira"] }, { channels: ["pager"] }, []],
    ["the rule has no stage", {}, { statuses: [] }, []],
    ["the rule has no channel", {}, { channels: [] }, []],
  ])("%s", (_, other, rule, expected) => {
    expect(coverageBeside(other, rule)).toEqual(expected);
  });
});

test("of two rules with equal precedence, the older one sets the values", () => {
  const rules = [someRule({ id: "older", name: "Older" }), someRule({ id: "younger", name: "Younger" })];
  const [older, younger] = rules.map((rule) => inWords(coverageOf(rule, rules, CHANNELS)));
  expect([older, younger]).toEqual([["values all: Younger"], ["nothing all: Older"]]);
});

test("an unsaved rule counts as the youngest", () => {
  expect(
    inWords(coverageOf(someRule({ id: "draft" }), [someRule({ name: "All alerts" })], CHANNELS)),
  ).toEqual(["nothing all: All alerts"]);
});

test("each channel counts for the rule that leaves the least to add", () => {
  const rules = [
    someRule({ id: "a", name: "Open ones", statuses: ["Open"] }),
    someRule({ id: "b", name: "To Jira", channels: ["jira"] }),
    someRule({ id: "c", name: "Everything" }),
    someRule({ id: "d", name: "Rule", channels: ["jira", "pager"] }),
  ];
  expect(inWords(coverageOf(rules[3] ?? someRule(), rules, CHANNELS))).toEqual([
    "nothing jira: To Jira",
    "values pager: Everything",
  ]);
});

test("only a rule without events, conditions and stages sends everything", () => {
  const isEverything = (change: Partial<Rule>) =>
    coverageOf(
      someRule({ id: "draft", filters: all(critical), events: ["a"] }),
      [someRule(change)],
      CHANNELS,
    )[0]?.everything;
  expect(isEverything({})).toBe(true);
  for (const change of [
    { events: ["a"] },
    { filters: all(critical) },
    { statuses: ["Open" as const] },
    { onlyOnChange: true },
  ])
    expect(isEverything(change)).toBe(false);
});

describe("Tocsin's own alerts, which a rule without conditions doesn't send", () => {
  const own: RuleCondition = { field: "category", operator: "is", value: "Tocsin" };
  const exceptOwn = (rule: Partial<Rule>, by: Partial<Rule> = {}) =>
    coverageOf(someRule({ id: "draft", ...rule }), [someRule(by)], CHANNELS)[0]?.exceptOwn;

  test("are left aside where another rule would send all that this one sends", () => {
    expect(exceptOwn({ filters: all(critical) })).toBe(true);
    expect(exceptOwn({ expression: "true" }, { statuses: ["Open"] })).toBe(true);
    expect(exceptOwn({})).toBe(false);
    expect(exceptOwn({ events: ["disk_full"] })).toBe(false);
    expect(exceptOwn({ filters: all(critical) }, { filters: all(critical) })).toBe(false);
  });

  test("are all that a rule for their category sends: it is beside no rule without conditions", () => {
    expect(coverageBeside({}, { filters: all(own) })).toEqual([]);
    expect(coverageBeside({ events: ["disk_full"] }, { filters: all(own, critical) })).toEqual([]);
    expect(coverageBeside({ filters: all(own) }, { filters: all(own) })).toEqual(["nothing all: Other"]);
    expect(coverageBeside({}, { filters: any(own, critical) })).toEqual(["nothing all: Other"]);
  });
});

describe("compared with the routing itself", () => {
  const conditions = fc.subarray([critical, database]);
  const someChannels = fc.oneof(fc.constant("all" as const), fc.subarray(CHANNELS, { minLength: 1 }));
  const ruleChanges = fc.record({
    enabled: fc.oneof(fc.constant(true), fc.constant(true), fc.boolean()),
    events: fc.subarray(["disk_full", "disk_slow"]),
    filters: fc.record({ match: fc.constantFrom("all" as const, "any" as const), conditions }),
    statuses: fc.oneof(
      fc.constant<AlertStatus[]>([...STATUSES]),
      fc.subarray([...STATUSES], { minLength: 1 }),
    ),
    onlyOnChange: fc.boolean(),
    followUp: fc.boolean(),
    setPriority: fc.constantFrom(null, null, "Low" as const, "High" as const),
    channels: someChannels,
  });
  const someRules = fc
    .array(ruleChanges, { minLength: 2, maxLength: 4 })
    .map((changes) => changes.map((change, place) => someRule({ id: `rul_${place}`, ...change })));
  const someEvents = fc.array(
    fc.record({
      di_event: fc.constantFrom("disk_full", "disk_slow", "other", null),
      priority: fc.constantFrom(...PRIORITIES),
      category: fc.constantFrom("Database", "Network", null),
      status: fc.constantFrom(...STATUSES),
    }),
    { minLength: 1, maxLength: 8 },
  );

  const tableOf = (rules: Rule[]): RoutingTable => ({
    rules,
    channels: CHANNELS.map((id) => ({ id, name: id, enabled: true })),
    accessRequests: new Map(),
    mutes: [],
  });

  /** The events of one alert in order, each with the status before it. */
  const asAlert = (changes: { status: (typeof STATUSES)[number] }[]): RuleEvent[] =>
    changes.map((change, place) => ruleEvent(change, { before: changes[place - 1]?.status ?? null }));

  /**
   * What a channel gets of an alert's events: for each event the sending rule with the set priority, or null.
   */
  function received(channelId: string, events: readonly RuleEvent[], rules: Rule[]) {
    const table = tableOf(rules);
    let reached: Reached = {};
    return events.map((event) => {
      const { before, payload } = event;
      const { decisions } = route(event, table, 0, closes(before, payload.status) ? reached : {});
      reached = reachedAfter(opens(before, payload.status) ? {} : reached, decisions);
      const sent = decisions.find((one) => one.channelId === channelId);
      return sent?.kind === "send" ? `${sent.ruleId} ${sent.priority}` : null;
    });
  }

  const coveredChannels = ({ channels }: Coverage) => (channels === "all" ? CHANNELS : channels);
  const randomly = { numRuns: 5_000 };

  test("a rule that adds nothing changes no request of its channels, follow-ups included", () => {
    let claims = 0;
    fc.assert(
      fc.property(someRules, someEvents, fc.nat(3), (rules, changes, place) => {
        const rule = rules[place % rules.length] ?? someRule();
        const events = asAlert(changes);
        for (const one of coverageOf(rule, rules, CHANNELS)) {
          if (one.kind !== "nothing") continue;
          claims++;
          const others = rules.filter(({ id }) => id !== rule.id);
          for (const channel of coveredChannels(one))
            expect(received(channel, events, rules)).toEqual(received(channel, events, others));
        }
      }),
      randomly,
    );
    expect(claims).toBeGreaterThan(200);
  });

  test("a rule that only changes values sends no event that its channels would not get without it", () => {
    let claims = 0;
    fc.assert(
      fc.property(someRules, someEvents, fc.nat(3), (rules, changes, place) => {
        const rule = rules[place % rules.length] ?? someRule();
        for (const one of coverageOf(rule, rules, CHANNELS)) {
          if (one.kind !== "values") continue;
          claims++;
          const others = rules.filter(({ id }) => id !== rule.id);
          for (const channel of coveredChannels(one))
            for (const event of asAlert(changes)) {
              const [sent = null] = received(channel, [event], rules);
              const [without = null] = received(channel, [event], others);
              expect(without === null).toBe(sent === null);
              if (sent !== null && !sent.startsWith(`${rule.id} `)) expect(sent).toBe(without);
            }
        }
      }),
      randomly,
    );
    expect(claims).toBeGreaterThan(200);
  });

  test("a rule that covers another one sends each event of that one", () => {
    fc.assert(
      fc.property(someRules, someEvents, fc.nat(3), (rules, changes, place) => {
        const rule = rules[place % rules.length] ?? someRule();
        for (const one of coverageOf(rule, rules, CHANNELS)) {
          const by = rules.find(({ id }) => id === one.by.id) ?? someRule();
          for (const channel of coveredChannels(one))
            for (const event of asAlert(changes)) {
              const [its] = received(channel, [event], [{ ...rule, enabled: true }]);
              const [others] = received(channel, [event], [by]);
              if (one.kind !== "some" && its !== null) expect(others).not.toBeNull();
            }
        }
      }),
      randomly,
    );
  });
});
