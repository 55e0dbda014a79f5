import type { AlertStatus, Priority } from "#lib/domain/alert/alert.ts";

/** "Filter by Fields": all or any of the conditions must hold. Without conditions, everything passes. */
export type RuleFilters = { match: "all" | "any"; conditions: RuleCondition[] };

/** `field` is a field of the payload or a path into the details: `details.region`. */
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

/** Which events go to which channels, and what the rule changes in them. */
export type Rule = {
  id: string;
  name: string;
  description: string | null;
  enabled: boolean;
  /** The `di_event`s that match; empty matches all. */
  events: string[];
  filters: RuleFilters;
  /** CEL, instead of filters. */
  expression: string | null;
  /** Delivered instead of the source's priority. */
  setPriority: Priority | null;
  /** The statuses that notify. */
  statuses: AlertStatus[];
  /** Notify only of events that change their alert's status. */
  onlyOnChange: boolean;
  /**
   * The event that ends an alert goes to the channels that the rule sent it to, even if the rule no longer
   * matches.
   */
  followUp: boolean;
  /** Resolves a matching alert after this many minutes without an event. */
  autoResolveMinutes: number | null;
  /** `"all"` means every enabled channel. */
  channels: "all" | string[];
};

/** A rule as pages and the API show it. Times in ms since 1970. */
export type RuleView = Rule & {
  /** Why Tocsin itself disabled the rule; null if it did not. */
  disabledReason: "last_channel_deleted" | null;
  /** The latest failure of its expression. */
  lastError: string | null;
  lastErrorAt: number | null;
  version: number;
  createdAt: number;
  updatedAt: number;
};
