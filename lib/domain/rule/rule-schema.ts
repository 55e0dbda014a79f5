import { z } from "zod";
import { STATUSES } from "#lib/domain/alert/alert.ts";
import { faultOfExpression } from "./expression.ts";
import {
  channelsMember,
  checkExclusion,
  checkTogether,
  NO_OBJECT,
  settingsSchemas,
} from "./settings-schemas.ts";

const { members, someChannel, settings } = settingsSchemas(faultOfExpression);

/** All settings of a rule, as the form and the API give them. */
export const ruleSettingsSchema = settings;
export type RuleSettings = z.output<typeof ruleSettingsSchema>;
/** The form's values before they are parsed. */
export type RuleValues = z.input<typeof ruleSettingsSchema>;

const withDefaults = {
  ...members,
  description: members.description.default(null),
  enabled: members.enabled.default(true),
  events: members.events.default([]),
  filters: members.filters.default({ match: "all", conditions: [] }),
  expression: members.expression.default(null),
  set_priority: members.set_priority.default(null),
  statuses: members.statuses.default([...STATUSES]),
  only_on_change: members.only_on_change.default(false),
  follow_up: members.follow_up.default(true),
  auto_resolve_minutes: members.auto_resolve_minutes.default(null),
};

/** A new rule. Only its name and channels are required. */
export const newRuleSchema = z
  .strictObject({ ...withDefaults, channels: someChannel }, NO_OBJECT)
  .superRefine(checkExclusion);

/** A rule of a configuration. One that lost its last channel has none, and is disabled. */
export const describedRuleSchema = z
  .strictObject({ ...withDefaults, channels: channelsMember("names") }, NO_OBJECT)
  .superRefine(checkTogether);

/** A draft to try. It needs neither a name nor a channel. */
export const draftRuleSchema = z
  .strictObject(
    { ...withDefaults, name: members.name.default("Draft"), channels: members.channels.default([]) },
    NO_OBJECT,
  )
  .superRefine(checkExclusion);

/**
 * A change of any members. `version` is the version that was changed. The resulting rule is checked as a
 * whole.
 */
export const ruleChangesSchema = z
  .strictObject({ ...members, version: z.int({ error: "version must be a whole number." }) }, NO_OBJECT)
  .partial();
