import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { ruleRow, updateRule as writeRule } from "#db/queries/rules.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { type RuleSettings, ruleChangesSchema, ruleSettingsSchema } from "#lib/domain/rule/rule-schema.ts";
import { settingsOf, toRule } from "#lib/domain/rule/settings.ts";
import { refuseOldVersion } from "#lib/domain/version.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { refuseUnknownChannelsOf } from "./known-channels.ts";

const target = z.object({ id: z.string(), changes: z.unknown() });

/**
 * Changes the given members of a rule, from the next event on. Scope `manage`. Throws AppError `not_found`;
 * `conflict` if `version` is given and is not the newest; `invalid` with an issue per field.
 */
export const updateRule: Verb<RuleView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, changes } = parseOrRefuse(target, input);
  const { version, ...given } = parseOrRefuse(ruleChangesSchema, changes);
  return context.transact((tx) => storeRuleChange(context, tx, actor, { id, version, given }));
};

type RuleChange = { id: string; version?: number | undefined; given: z.output<typeof ruleChangesSchema> };

/** Stores the given members in the open transaction. Throws AppError as the verb does. */
export function storeRuleChange(
  context: VerbContext,
  tx: Tx,
  actor: Actor,
  { id, version, given }: RuleChange,
): RuleView {
  const before = existing("rule", ruleRow(tx.db, id));
  refuseOldVersion("rule", { stored: before.version, given: version });
  const settings = parseOrRefuse(ruleSettingsSchema, { ...settingsOf(before), ...given });
  refuseUnknownChannelsOf(tx, settings);
  const { id: _, ...rule } = toRule(id, settings);
  writeRule(tx.db, id, { ...rule, ...flagsAfter(before, settings) }, tx.now);
  const details = changed(settingsOf(before), settings);
  recordAudit(tx, actor, { action: "rules.update", target: { id, name: before.name }, details });
  context.routingChanged(tx);
  return existing("rule", ruleRow(tx.db, id));
}

/** Enabling or disabling a rule clears why it was disabled; another expression clears the last error. */
function flagsAfter(before: RuleView, { enabled, expression }: RuleSettings) {
  const same = expression === before.expression;
  return {
    disabledReason: enabled === before.enabled ? before.disabledReason : null,
    lastError: same ? before.lastError : null,
    lastErrorAt: same ? before.lastErrorAt : null,
  };
}

/** The members that changed, for the audit log. */
function changed(before: RuleSettings, after: RuleSettings): Record<string, unknown> {
  const members = Object.entries(after).filter(
    ([member, value]) => JSON.stringify(value) !== JSON.stringify(before[member as keyof RuleSettings]),
  );
  return Object.fromEntries(members);
}
