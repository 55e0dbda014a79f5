import { isAccessRequestEvent } from "#lib/domain/access-request.ts";
import type { Payload } from "#lib/domain/alert.ts";
import type { Details } from "#lib/domain/details.ts";
import type { RouteDecision, RoutingTable, Rule } from "#lib/domain/rule.ts";

type Channel = RoutingTable["channels"][number];

/** The enabled rules that an event matches, oldest first; none for an Access Request event, which the settings route. */
export function matchingRules(
  event: { payload: Payload; details: Details | null },
  table: RoutingTable,
): Rule[] {
  if (isAccessRequestEvent(event.payload.di_event)) return [];
  return table.rules.filter(({ enabled }) => enabled);
}

/** Decides for every channel whether it gets the event, or why not. */
export function route(payload: Payload, table: RoutingTable): RouteDecision[] {
  if (isAccessRequestEvent(payload.di_event))
    return table.channels.map((channel) => routeAccessRequest(payload.di_event ?? "", channel, table));
  return table.channels.map((channel) => routeByRules(channel, table.rules));
}

function routeAccessRequest(event: string, channel: Channel, table: RoutingTable): RouteDecision {
  if (!table.accessRequests.get(channel.id)?.has(event))
    return skip(
      channel,
      "access_event_not_selected",
      `Access Requests does not send ${event} to this channel.`,
    );
  return channel.enabled ? { kind: "send", channelId: channel.id, ruleId: null } : disabled(channel);
}

function routeByRules(channel: Channel, rules: Rule[]): RouteDecision {
  const naming = rules.filter((rule) => names(rule, channel));
  const winner = winnerOf(naming.filter((rule) => rule.enabled));
  if (winner !== undefined)
    return channel.enabled ? { kind: "send", channelId: channel.id, ruleId: winner.id } : disabled(channel);
  const [off] = naming;
  if (off !== undefined) return skip(channel, "rule_disabled", `The rule "${off.name}" is disabled.`);
  return skip(channel, "no_rule_matched", "No rule sends this event to this channel.");
}

const names = (rule: Rule, channel: Channel): boolean =>
  rule.channels === "all" || rule.channels.includes(channel.id);

/** Of several that match, one that names the channel before one that says all, then the oldest (rules come so). */
const winnerOf = (matching: Rule[]): Rule | undefined =>
  matching.find((rule) => rule.channels !== "all") ?? matching[0];

const disabled = (channel: Channel): RouteDecision =>
  skip(channel, "channel_disabled", "The channel was disabled when the event came in.");

function skip(
  channel: Channel,
  reason: (RouteDecision & { kind: "skip" })["reason"],
  message: string,
): RouteDecision {
  return { kind: "skip", channelId: channel.id, reason, message };
}
