import { describe, expect, test } from "vitest";
import { ACCESS_REQUEST_EVENTS } from "#lib/domain/access-request.ts";
import { type Payload, STATUSES } from "#lib/domain/alert.ts";
import type { RouteDecision, RoutingTable, Rule } from "#lib/domain/rule.ts";
import type { RuleEvent } from "#lib/domain/rule-match.ts";
import { route as routeAll } from "#lib/pipeline/route.ts";

const route = (event: RuleEvent, table: RoutingTable): RouteDecision[] => routeAll(event, table).decisions;

const payload = (di_event: string | null): Payload => ({
  alert_id: "disk-1",
  alert_title: "Disk full",
  category: null,
  description: null,
  di_event,
  event_description: null,
  initiated_by: null,
  occurred_at: "2026-11-24T06:22:48.000Z",
  previous_alert_status: null,
  priority: "Medium",
  rule_id: null,
  source_id: null,
  source_name: "CI",
  source_type: null,
  source_url: null,
  status: "Open",
  update_at: "2026-11-24T06:22:48.000Z",
});

const event = (di_event: string | null = null): RuleEvent => ({
  payload: payload(di_event),
  details: null,
  before: null,
});

const rule = (id: string, channels: Rule["channels"], enabled = true): Rule => ({
  id,
  name: `Rule ${id}`,
  description: null,
  enabled,
  events: [],
  filters: { match: "all", conditions: [] },
  expression: null,
  setPriority: null,
  statuses: [...STATUSES],
  onlyOnChange: false,
  autoResolveMinutes: null,
  channels,
});

const table = (change: Partial<RoutingTable>): RoutingTable => ({
  rules: [],
  channels: [
    { id: "on", name: "On", enabled: true },
    { id: "off", name: "Off", enabled: false },
  ],
  accessRequests: new Map(),
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
