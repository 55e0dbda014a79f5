/** A rule as the router reads it: which channels get every event while it is enabled. */
export type Rule = {
  id: string;
  name: string;
  enabled: boolean;
  /** `"all"` is every enabled channel. */
  channels: "all" | string[];
};

/** All that decides where an event goes. Rules stand oldest first. */
export type RoutingTable = {
  rules: Rule[];
  channels: { id: string; name: string; enabled: boolean }[];
  /** Channel id → the Access Request events that it gets. */
  accessRequests: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Why a channel did not get an event. */
export const NOT_SENT_REASONS = [
  "no_rule_matched",
  "rule_disabled",
  "status_not_selected",
  "status_unchanged",
  "channel_disabled",
  "access_event_not_selected",
] as const;
export type NotSentReason = (typeof NOT_SENT_REASONS)[number];

/** What was decided for one event and one channel. */
export type RouteDecision =
  | { kind: "send"; channelId: string; ruleId: string | null }
  | { kind: "skip"; channelId: string; reason: NotSentReason; message: string };
