import type { Reached } from "#lib/domain/alert/follow-up.ts";
import type { NotSentReason, RouteDecision } from "#lib/domain/alert/routing.ts";
import { coversOf } from "#lib/domain/mute/cover.ts";
import type { RoutingTable } from "#lib/domain/routing/routing-table.ts";
import { isAccessRequestEvent } from "#lib/domain/rule/access-request.ts";
import type { RuleEvent } from "#lib/domain/rule/match.ts";
import type { Rule } from "#lib/domain/rule/rule.ts";
import { compiled } from "./compiled-table.ts";
import { notToItself } from "./not-to-itself.ts";
import { bestOf, failureOf, isMatch, type Opinion, opinionOf, type Stage, whyNot } from "./opinion.ts";
import { unlessMuted } from "./unless-muted.ts";

type Channel = RoutingTable["channels"][number];

/** The outcome of routing one event. */
export type RoutedEvent = {
  /** One per channel. */
  decisions: RouteDecision[];
  /** The enabled rules whose events and conditions fit the event, whether or not they notify of it. */
  matched: Rule[];
  /** The enabled rules whose expression failed on the event. */
  failed: { rule: Rule; error: string }[];
};

/**
 * Decides for every channel whether it gets the event at `now` (ms), or why not. If the event ends its alert,
 * `follow` says which rule sent the alert to which channel before: a channel to which no rule sends this event
 * gets it by that rule, and no mute keeps the end from a channel that heard of the alert.
 * E.g. one rule for all channels that matches → `send` for each enabled channel, `skip` with
 * `channel_disabled` for others.
 */
export function route(
  event: RuleEvent,
  table: RoutingTable,
  now: number,
  follow: Reached = NOWHERE,
): RoutedEvent {
  const { byId, mutes } = compiled(table);
  const unmuted = routeUnmuted(event, table, follow);
  const routed = { ...unmuted, decisions: notToItself(event, unmuted.decisions) };
  const coverOf = coversOf(mutes, event, now);
  if (coverOf === null) return routed;
  const decisions = routed.decisions.map((decision) =>
    decision.channelId in follow ? decision : unlessMuted(decision, coverOf, byId),
  );
  return { ...routed, decisions };
}

/** The same as if there were no mutes. */
function routeUnmuted(event: RuleEvent, table: RoutingTable, follow: Reached): RoutedEvent {
  const { di_event } = event.payload;
  if (isAccessRequestEvent(di_event)) {
    const decisions = table.channels.map((channel) => routeAccessRequest(di_event, channel, table));
    return { decisions, matched: [], failed: [] };
  }
  const { rules, forAll, naming, byId } = compiled(table);
  const opinions = rules.map((rule) => opinionOf(rule, event));
  const best = bestOf(forAll, opinions);
  const tell = toldOnce(event);
  return {
    decisions: table.channels.map((channel) =>
      decide(
        channel,
        bestOf(naming.get(channel.id) ?? [], opinions, best),
        followed(byId.get(follow[channel.id] ?? ""), channel, event),
        tell,
      ),
    ),
    matched: opinions.filter(isMatch).map(({ compiled }) => compiled.rule),
    failed: failures(opinions, event),
  };
}

/** The enabled rules whose events and conditions fit the event, whether or not they notify of it. */
export const matchingRules = (event: RuleEvent, table: RoutingTable): Rule[] =>
  routeUnmuted(event, table, NOWHERE).matched;

function failures(opinions: readonly Opinion[], event: RuleEvent): RoutedEvent["failed"] {
  const failed: RoutedEvent["failed"] = [];
  for (const opinion of opinions) {
    const { rule } = opinion.compiled;
    const error = rule.enabled ? failureOf(opinion, event) : null;
    if (error !== null) failed.push({ rule, error });
  }
  return failed;
}

type Tell = (opinion: Opinion) => string;

/** Words the reason once per opinion, since many channels may share it. */
function toldOnce(event: RuleEvent): Tell {
  const told = new Map<Opinion, string>();
  return (opinion) => {
    const message = told.get(opinion) ?? whyNot(opinion, event);
    told.set(opinion, message);
    return message;
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

const NOWHERE: Reached = {};

/** The rule that sent the alert to the channel before, if it may also send the alert's end there. */
function followed(rule: Rule | undefined, { id }: Channel, { payload }: RuleEvent): Rule | undefined {
  if (rule === undefined || !rule.enabled || !rule.followUp) return undefined;
  const reaches = rule.channels === "all" || rule.channels.includes(id);
  return reaches && rule.statuses.includes(payload.status) ? rule : undefined;
}

function decide(
  channel: Channel,
  best: Opinion | undefined,
  follower: Rule | undefined,
  tell: Tell,
): RouteDecision {
  const sender = best?.stage === "sends" ? best.compiled.rule : follower;
  if (sender !== undefined) return channel.enabled ? send(channel, sender) : disabled(channel);
  if (best === undefined) return skip(channel, "no_rule_matched", "No rule sends anything to this channel.");
  if (best.stage === "sends") return disabled(channel);
  return skip(channel, REASONS[best.stage], tell(best));
}

const REASONS: Record<Exclude<Stage, "sends">, NotSentReason> = {
  event_not_listed: "no_rule_matched",
  not_matched: "no_rule_matched",
  expression_failed: "no_rule_matched",
  rule_disabled: "rule_disabled",
  status_not_selected: "status_not_selected",
  status_unchanged: "status_unchanged",
};

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
