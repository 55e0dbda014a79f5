import { z } from "zod";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { nameText, text } from "#lib/domain/text-schema.ts";
import { isAccessRequestEvent } from "./access-request.ts";
import { conditionSchema } from "./condition-schema.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import {
  AUTO_RESOLVE_MAX,
  CONDITIONS_MAX,
  DESCRIPTION_MAX,
  EVENTS_MAX,
  EXPRESSION_MAX,
  RULE_NAME_MAX,
} from "./limits.ts";

const EVENT_NAME_MAX = 200;

/** Finds the first fault of an expression. */
export type FindFault = (expression: string) => ExpressionFault | null;

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
      .max(CONDITIONS_MAX, { error: `There may be at most ${CONDITIONS_MAX} conditions.` })
      .default([]),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "filters must be an object." : undefined) },
);

/** What is too long is not read: the longest body would be parsed as a whole by the one writer. */
const expressionSchema = (faultOf: FindFault) =>
  text("The expression", EXPRESSION_MAX)
    .pipe(
      z.string().superRefine((expression, context) => {
        if (expression.trim() === "") {
          context.addIssue({ code: "custom", message: "Write an expression, or go back to filters." });
          return;
        }
        const fault = faultOf(expression);
        if (fault !== null)
          context.addIssue({
            code: "custom",
            message: `${fault.message.replace(/\.$/, "")} (character ${fault.at + 1}).`,
          });
      }),
    )
    .meta({ maxLength: EXPRESSION_MAX });

const ruleMembers = (faultOf: FindFault) => ({
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
  expression: expressionSchema(faultOf).nullable(),
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
  channels: channelsMember("ids"),
});

/** What a rule calls its channels by. */
export const channelsMember = (by: "ids" | "names") =>
  z.union([z.literal("all"), z.array(z.string()).transform(unique)], {
    error: `Choose the channels: "all", or a list of their ${by}.`,
  });

export const NO_OBJECT = {
  error: (issue: { code?: string | undefined }) =>
    issue.code === "invalid_type" ? "A rule must be a JSON object." : undefined,
};

const NO_CHANNEL = "Choose at least one channel, or all.";

/**
 * The schemas of a rule's settings: saved, and new, where a rule without a channel is refused even while it is
 * disabled. `faultOf` is `faultOfExpression`; it is not imported, since a form loads CEL's parser for expressions alone.
 */
export function settingsSchemas(faultOf: FindFault) {
  const members = ruleMembers(faultOf);
  const someChannel = members.channels.refine((channels) => channels.length > 0, { error: NO_CHANNEL });
  return {
    members,
    someChannel,
    settings: z.strictObject(members, NO_OBJECT).superRefine(checkTogether),
    newSettings: z.strictObject({ ...members, channels: someChannel }, NO_OBJECT).superRefine(checkExclusion),
  };
}

type Context = z.core.$RefinementCtx;

/** What of a rule is judged together. */
type Together = {
  enabled: boolean;
  channels: "all" | readonly string[];
  filters: { conditions: readonly unknown[] };
  expression: string | null;
};

/** What every stored rule keeps: it has filters or an expression, and a channel while it is enabled. */
export function checkTogether(given: Together, context: Context): void {
  checkExclusion(given, context);
  if (given.enabled && given.channels.length === 0)
    context.addIssue({ code: "custom", path: ["channels"], message: NO_CHANNEL });
}

/** Refuses conditions beside an expression. */
export function checkExclusion(
  { filters, expression }: Pick<Together, "filters" | "expression">,
  context: Context,
): void {
  if (expression === null || filters.conditions.length === 0) return;
  const message = "A rule has either filters or an expression: remove the conditions, or the expression.";
  context.addIssue({ code: "custom", path: ["expression"], message });
}
