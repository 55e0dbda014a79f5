import { z } from "zod";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { nameText, text } from "#lib/domain/text-schema.ts";
import { isAccessRequestEvent } from "./access-request.ts";
import { conditionSchema } from "./condition-schema.ts";
import { EXPRESSION_MAX, faultOfExpression } from "./expression.ts";
import { AUTO_RESOLVE_MAX, CONDITIONS_MAX, DESCRIPTION_MAX, EVENTS_MAX, RULE_NAME_MAX } from "./limits.ts";

const EVENT_NAME_MAX = 200;

const unique = <T>(values: T[]): T[] => [...new Set(values)];

const eventSchema = text("An event", EVENT_NAME_MAX)
  .min(1, { error: "An event's name is empty: remove it." })
  .refine((event) => !isAccessRequestEvent(event), {
    error: "Access Request events are sent by the Access Requests settings, not by rules: remove it.",
  });

export const filtersSchema = z.strictObject(
  {
    match: z.enum(["all", "any"], { error: "match is all or any." }).default("all"),
    conditions: z
      .array(conditionSchema, { error: "conditions must be a list." })
      .max(CONDITIONS_MAX, { error: `A rule may have at most ${CONDITIONS_MAX} conditions.` })
      .default([]),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "filters must be an object." : undefined) },
);

/**
 * A longer text is not parsed: the engine is the only writer, and parsing a body of the largest size would
 * hold it up.
 */
const expressionSchema = text("The expression", EXPRESSION_MAX)
  .pipe(
    z.string().superRefine((expression, context) => {
      if (expression.trim() === "") {
        context.addIssue({ code: "custom", message: "Write an expression, or go back to filters." });
        return;
      }
      const fault = faultOfExpression(expression);
      if (fault !== null)
        context.addIssue({
          code: "custom",
          message: `${fault.message.replace(/\.$/, "")} (character ${fault.at + 1}).`,
        });
    }),
  )
  .meta({ maxLength: EXPRESSION_MAX });

const members = {
  name: nameText("Name", RULE_NAME_MAX),
  description: text("Description", DESCRIPTION_MAX)
    .transform((description) => description || null)
    .nullable(),
  enabled: z.boolean({ error: "enabled must be true or false." }),
  events: z
    .array(eventSchema, { error: "events must be a list of di_event names." })
    .max(EVENTS_MAX, { error: `A rule may name at most ${EVENTS_MAX.toLocaleString("en")} events.` })
    .transform(unique),
  filters: filtersSchema,
  expression: expressionSchema.nullable(),
  set_priority: z
    .enum(PRIORITIES, { error: `set_priority is null or one of ${PRIORITIES.join(", ")}.` })
    .nullable(),
  statuses: z
    .array(z.enum(STATUSES, { error: `A status is one of ${STATUSES.join(", ")}.` }), {
      error: "statuses must be a list.",
    })
    .min(1, { error: "Choose at least one status." })
    .transform(unique),
  only_on_change: z.boolean({ error: "only_on_change must be true or false." }),
  follow_up: z.boolean({ error: "follow_up must be true or false." }),
  auto_resolve_minutes: z
    .int({ error: "The minutes must be a whole number." })
    .min(1, { error: "The minutes must be at least 1." })
    .max(AUTO_RESOLVE_MAX, {
      error: `The minutes must be at most ${AUTO_RESOLVE_MAX.toLocaleString("en")}, which is 30 days.`,
    })
    .nullable(),
  channels: z.union([z.literal("all"), z.array(z.string()).transform(unique)], {
    error: 'Choose the channels: "all", or a list of their ids.',
  }),
};

const NO_OBJECT = {
  error: (issue: { code?: string | undefined }) =>
    issue.code === "invalid_type" ? "A rule must be a JSON object." : undefined,
};

/** All settings of a rule, as the form and the API give them. */
export const ruleSettingsSchema = z.strictObject(members, NO_OBJECT).superRefine(checkTogether);
export type RuleSettings = z.output<typeof ruleSettingsSchema>;
/** The form's values before they are parsed. */
export type RuleValues = z.input<typeof ruleSettingsSchema>;

const NO_CHANNEL = "Choose at least one channel, or all.";
const someChannel = members.channels.refine((channels) => channels.length > 0, { error: NO_CHANNEL });

/** The same for a new rule, which needs a channel even while it is disabled. */
export const newRuleSettingsSchema = z
  .strictObject({ ...members, channels: someChannel }, NO_OBJECT)
  .superRefine(checkExclusion);

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

type Context = z.core.$RefinementCtx;

function checkTogether(given: RuleSettings, context: Context): void {
  checkExclusion(given, context);
  if (given.enabled && given.channels.length === 0)
    context.addIssue({ code: "custom", path: ["channels"], message: NO_CHANNEL });
}

function checkExclusion(
  { filters, expression }: Pick<RuleSettings, "filters" | "expression">,
  context: Context,
): void {
  if (expression === null || filters.conditions.length === 0) return;
  const message = "A rule has either filters or an expression: remove the conditions, or the expression.";
  context.addIssue({ code: "custom", path: ["expression"], message });
}
