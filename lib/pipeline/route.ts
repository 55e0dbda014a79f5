import { isAccessRequestEvent } from "#lib/domain/access-request.ts";
import { PRIORITIES } from "#lib/domain/alert.ts";
import type { NotSentReason, RouteDecision, RoutingTable, Rule } from "#lib/domain/rule.ts";
import {
  type CompiledRule,
  compileRule,
  type RuleEvent,
  silence,
  type Verdict,
} from "#lib/domain/rule-match.ts";

type Channel = RoutingTable["channels"][number];

/** What the rules make of one event. */
export type Routed = {
  /** One per channel. */
  decisions: RouteDecision[];
  /** The enabled rules whose events and conditions it fits, whether or not they notify of it. */
  matched: Rule[];
  /** The enabled rules whose expression failed on it. */
  failed: { rule: Rule; error: string }[];
};

/** Decides for every channel whether it gets the event, or why not. */
export function route(event: RuleEvent, table: RoutingTable): Routed {
  const diEvent = event.payload.di_event;
  if (isAccessRequestEvent(diEvent)) {
    const decisions = table.channels.map((channel) => routeAccessRequest(diEvent ?? "", channel, table));
    return { decisions, matched: [], failed: [] };
  }
  const { rules, forAll, naming } = compiled(table);
  const opinions = rules.map((rule, age) => opinionOf(rule, age, event));
  const best = bestOf(forAll, opinions);
  return {
    decisions: table.channels.map((channel) =>
      decide(channel, bestOf(naming.get(channel.id) ?? [], opinions, best)),
    ),
    matched: opinions.filter(({ rule, verdict }) => rule.enabled && verdict.matches).map(({ rule }) => rule),
    failed: opinions.flatMap(({ rule, verdict }) =>
      rule.enabled && !verdict.matches && verdict.error !== null ? [{ rule, error: verdict.error }] : [],
    ),
  };
}

function routeAccessRequest(event: string, channel: Channel, table: RoutingTable): RouteDecision {
  if (!table.accessRequests.get(channel.id)?.has(event))
    return skip(
      channel,
      "access_event_not_selected",
      `Access Requests does not send ${event} to this channel.`,
    );
  return channel.enabled ? send(channel, null) : disabled(channel);
}

type CompiledTable = {
  rules: CompiledRule[];
  /** Places in `rules`: of those that say all channels, and of those that name one, by its id. */
  forAll: number[];
  naming: Map<string, number[]>;
};

const compiledTables = new WeakMap<RoutingTable, CompiledTable>();

/** The table's rules, prepared once. */
function compiled(table: RoutingTable): CompiledTable {
  const known = compiledTables.get(table);
  if (known !== undefined) return known;
  const fresh: CompiledTable = { rules: table.rules.map(compileRule), forAll: [], naming: new Map() };
  for (const [place, { channels }] of table.rules.entries()) {
    if (channels === "all") fresh.forAll.push(place);
    else for (const id of channels) fresh.naming.set(id, [...(fresh.naming.get(id) ?? []), place]);
  }
  compiledTables.set(table, fresh);
  return fresh;
}

/** How far an event came with a rule: the further, the more it says about a channel that got nothing. */
const STAGES = [
  "event_not_listed",
  "not_matched",
  "rule_disabled",
  "status_not_selected",
  "status_unchanged",
  "sends",
] as const;
type Stage = (typeof STAGES)[number];

type Opinion = { rule: Rule; verdict: Verdict; stage: Stage; weight: number };

function opinionOf({ rule, judge }: CompiledRule, age: number, event: RuleEvent): Opinion {
  const verdict = judge(event);
  const stage = stageOf(rule, verdict, event);
  return { rule, verdict, stage, weight: weightOf(rule, stage, age) };
}

function stageOf(rule: Rule, verdict: Verdict, event: RuleEvent): Stage {
  if (!verdict.matches) return verdict.listed ? "not_matched" : "event_not_listed";
  if (!rule.enabled) return "rule_disabled";
  return silence(rule, event) ?? "sends";
}

/**
 * Of several rules the one of the greatest weight counts: first the one that came furthest, of those that send the
 * one that sets the highest priority, then one that names the channel before one that says all, then the oldest.
 */
function weightOf(rule: Rule, stage: Stage, age: number): number {
  const priority = stage === "sends" && rule.setPriority !== null ? rank(rule.setPriority) : 0;
  const named = rule.channels === "all" ? 0 : 1;
  return ((STAGES.indexOf(stage) * 8 + priority) * 2 + named) * MAX_RULES - age;
}

/** More rules than there will ever be, so that the age decides last. */
const MAX_RULES = 2 ** 32;

const rank = (priority: (typeof PRIORITIES)[number]): number =>
  PRIORITIES.length - PRIORITIES.indexOf(priority);

function bestOf(places: number[], opinions: Opinion[], start?: Opinion): Opinion | undefined {
  let best = start;
  for (const place of places) {
    const one = opinions[place];
    if (one !== undefined && (best === undefined || one.weight > best.weight)) best = one;
  }
  return best;
}

function decide(channel: Channel, best: Opinion | undefined): RouteDecision {
  if (best === undefined) return skip(channel, "no_rule_matched", "No rule sends anything to this channel.");
  const { rule, verdict, stage } = best;
  if (!verdict.matches)
    return skip(channel, "no_rule_matched", `The rule "${rule.name}" did not match: ${verdict.why()}.`);
  if (stage === "rule_disabled") return skip(channel, stage, `The rule "${rule.name}" is disabled.`);
  if (stage === "status_not_selected")
    return skip(channel, stage, `The rule "${rule.name}" notifies at ${rule.statuses.join(", ")} only.`);
  if (stage === "status_unchanged")
    return skip(
      channel,
      stage,
      `The rule "${rule.name}" notifies only when the status changes, and it stayed as it was.`,
    );
  return channel.enabled ? send(channel, rule) : disabled(channel);
}

const send = (channel: Channel, rule: Rule | null): RouteDecision => ({
  kind: "send",
  channelId: channel.id,
  ruleId: rule?.id ?? null,
  priority: rule?.setPriority ?? null,
});

const disabled = (channel: Channel): RouteDecision =>
  skip(channel, "channel_disabled", "The channel was disabled when the event came in.");

const skip = (channel: Channel, reason: NotSentReason, message: string): RouteDecision => ({
  kind: "skip",
  channelId: channel.id,
  reason,
  message,
});
