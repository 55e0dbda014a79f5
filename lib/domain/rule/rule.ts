import type { AlertStatus, Priority } from "#lib/domain/alert/alert.ts";

/** "Filter by Fields": all or any of the conditions; none match everything. */
export type RuleFilters = { match: "all" | "any"; conditions: RuleCondition[] };

/** `field` is one of the payload's, or a path into the details: `details.region`. */
export type RuleCondition = {
  field: string;
  operator: RuleOperator;
  value: string | number | string[] | null;
};

export const RULE_OPERATORS = [
  "is",
  "is_not",
  "contains",
  "not_contains",
  "starts_with",
  "ends_with",
  "is_one_of",
  "exists",
  "not_exists",
  "greater_than",
  "less_than",
] as const;
export type RuleOperator = (typeof RULE_OPERATORS)[number];

/** Which events go to which channels, and what the rule changes of them. */
export type Rule = {
  id: string;
  name: string;
  description: string | null;
  enabled: boolean;
  /** The `di_event`s that it matches; none means all. */
  events: string[];
  filters: RuleFilters;
  /** CEL, in place of filters. */
  expression: string | null;
  /** Delivered in place of the source's own. */
  setPriority: Priority | null;
  /** The statuses that notify. */
  statuses: AlertStatus[];
  /** Only events that change their alert's status notify. */
  onlyOnChange: boolean;
  /** The end of an alert goes where the rule sent it, even if the rule no longer matches. */
  followUp: boolean;
  /** An alert that it matches is resolved after so many minutes without an event. */
  autoResolveMinutes: number | null;
  /** `"all"` is every enabled channel. */
  channels: "all" | string[];
};

/** A rule as pages and the API show it. Times in ms since 1970. */
export type RuleView = Rule & {
  /** Why Tocsin itself switched it off, where it did. */
  disabledReason: "last_channel_deleted" | null;
  /** What its expression last failed with, and when. */
  lastError: string | null;
  lastErrorAt: number | null;
  version: number;
  createdAt: number;
  updatedAt: number;
};

/** All that decides where an event goes. Rules stand oldest first. */
export type RoutingTable = {
  rules: Rule[];
  channels: { id: string; name: string; enabled: boolean }[];
  /** Channel id → the Access Request events that it gets. */
  accessRequests: ReadonlyMap<string, ReadonlySet<string>>;
};
