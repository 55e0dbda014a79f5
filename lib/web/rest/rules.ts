import { z } from "zod";
import { findRule, pageOfRules } from "#db/queries/rules.ts";
import { readDb } from "#db/read.ts";
import { prioritySchema, statusSchema } from "#lib/domain/alert/alert-schema.ts";
import { NOT_SENT_REASONS } from "#lib/domain/alert/routing.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { RULE_OPERATORS, type RuleView } from "#lib/domain/rule/rule.ts";
import { draftRuleSchema, newRuleSchema, ruleChangesSchema } from "#lib/domain/rule/rule-schema.ts";
import { settingsOf, toRule } from "#lib/domain/rule/settings.ts";
import type { RuleTrial, TriedEvent } from "#lib/domain/rule/trial.ts";
import { engine } from "#lib/engine/client.ts";
import { tryRule } from "#lib/web/show/rule-trial.ts";
import { flag, pageOf, paging, toPage } from "./page.ts";
import { CHANGE_SUMMARY, readOnlyOf } from "./read-only.ts";
import { route } from "./route.ts";
import { named, time, utc, utcOrNull } from "./shapes.ts";

const conditionValue = z.union([z.string(), z.number(), z.array(z.string()), z.null()]);

/** "Filter by Fields" of a rule or a mute. */
export const ruleFilters = z.strictObject({
  match: z.enum(["all", "any"]),
  conditions: z.array(
    z.strictObject({
      field: z.string().describe("One of the payload's fields, or details.<path>"),
      operator: z.enum(RULE_OPERATORS),
      value: conditionValue,
    }),
  ),
});

export const Rule = named(
  "Rule",
  z.strictObject({
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    enabled: z.boolean(),
    events: z.array(z.string()).describe("The di_events that it matches; none means all."),
    filters: ruleFilters,
    expression: z.string().nullable().describe("CEL, in place of filters"),
    set_priority: prioritySchema.nullable(),
    statuses: z.array(statusSchema),
    only_on_change: z.boolean(),
    follow_up: z.boolean().describe("Whether the end of an alert goes where this rule sent the alert"),
    auto_resolve_minutes: z.int().nullable(),
    channels: z.union([z.literal("all"), z.array(z.string())]),
    disabled_reason: z.enum(["last_channel_deleted"]).nullable(),
    last_error: z.string().nullable().describe("What its expression last failed with"),
    last_error_at: time.nullable(),
    version: z.int(),
    created_at: time,
    updated_at: time,
  }),
);

const present = (rule: RuleView): z.output<typeof Rule> => ({
  id: rule.id,
  ...settingsOf(rule),
  disabled_reason: rule.disabledReason,
  last_error: rule.lastError,
  last_error_at: utcOrNull(rule.lastErrorAt),
  version: rule.version,
  created_at: utc(rule.createdAt),
  updated_at: utc(rule.updatedAt),
});

export const Trial = named(
  "RuleTrial",
  z.strictObject({
    tested: z.int(),
    matched: z.int(),
    channels: z.array(
      z.strictObject({ channel_id: z.string(), channel_name: z.string(), enabled: z.boolean() }),
    ),
    events: z.array(
      z.strictObject({
        event_id: z.string(),
        alert_id: z.string(),
        alert_title: z.string(),
        received_at: time,
        matched: z.boolean().describe("Whether it would have been sent"),
        reason: z.enum(NOT_SENT_REASONS).nullable(),
        message: z.string().nullable(),
      }),
    ),
  }),
);

const presentTrial = ({ tested, matched, channels, events }: RuleTrial): z.output<typeof Trial> => ({
  tested,
  matched,
  channels: channels.map(({ id, name, enabled }) => ({ channel_id: id, channel_name: name, enabled })),
  events: events.map(presentTried),
});

const presentTried = (event: TriedEvent) => ({
  event_id: event.eventId,
  alert_id: event.alertId,
  alert_title: event.alertTitle,
  received_at: utc(event.receivedAt),
  matched: event.matched,
  reason: event.reason,
  message: event.message,
});

const readOnly = readOnlyOf(ruleChangesSchema, Rule);

export const rules = [
  route("GET /api/v1/rules", {
    id: "listRules",
    summary: "List rules, newest first",
    scope: "read",
    query: { ...paging, enabled: flag("enabled").optional(), name: z.string().optional() },
    output: pageOf(Rule),
    run: async ({ query }) => toPage(await pageOfRules(readDb(), query), present),
  }),
  route("POST /api/v1/rules", {
    id: "createRule",
    summary: "Make a rule; the next event is routed by it",
    scope: "manage",
    body: { schema: named("NewRule", newRuleSchema) },
    status: 201,
    fails: [409],
    output: Rule,
    location: ({ id }) => `/api/v1/rules/${id}`,
    run: async ({ actor, body }) => present(await engine().run("rules.create", { actor, input: body })),
  }),
  route("GET /api/v1/rules/{id}", {
    id: "getRule",
    summary: "A rule",
    scope: "read",
    fails: [404],
    output: Rule,
    run: async ({ params: { id } }) => {
      return present(existing("rule", await findRule(readDb(), id)));
    },
  }),
  route("PATCH /api/v1/rules/{id}", {
    id: "updateRule",
    summary: CHANGE_SUMMARY,
    scope: "manage",
    body: { schema: named("RuleChanges", ruleChangesSchema), readOnly },
    fails: [404, 409],
    output: Rule,
    run: async ({ actor, params: { id }, body }) =>
      present(await engine().run("rules.update", { actor, input: { id, changes: body } })),
  }),
  route("DELETE /api/v1/rules/{id}", {
    id: "deleteRule",
    summary: "Delete a rule; what it has queued is still sent",
    scope: "manage",
    fails: [404],
    output: null,
    run: ({ actor, params: { id } }) => engine().run("rules.delete", { actor, input: { id } }),
  }),
  route("POST /api/v1/rules/try", {
    id: "tryRule",
    summary: "What a draft rule would have done with the last 1,000 events; nothing is stored or sent",
    scope: "manage",
    body: { schema: named("DraftRule", draftRuleSchema), readOnly: ["version", ...readOnly] },
    readsOnly: true,
    output: Trial,
    run: async ({ body }) => {
      const settings = parseOrRefuse(draftRuleSchema, body);
      return presentTrial(await tryRule(readDb(), toRule("draft", settings)));
    },
  }),
];
