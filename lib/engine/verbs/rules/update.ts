import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { ruleRow, updateRule as writeRule } from "#db/queries/rules.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { type RuleSettings, ruleChangesSchema, ruleSettingsSchema } from "#lib/domain/rule/rule-schema.ts";
import { settingsOf, toRule } from "#lib/domain/rule/settings.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { existing, refuseUnknownChannels } from "./existing.ts";

const target = z.object({ id: z.string(), changes: z.unknown() });

/**
 * Changes the members given of a rule; the next event is routed by it. Scope `manage`. Throws AppError `not_found`;
 * `conflict` where `version` is given and is no longer the newest; `invalid` with an issue per field.
 */
export const updateRule: Verb<RuleView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id, changes } = parseOrRefuse(target, input);
  const { version, ...given } = parseOrRefuse(ruleChangesSchema, changes);
  return context.transact((tx) => {
    const before = existing(ruleRow(tx.db, id));
    if (version !== undefined && version !== before.version) throw new AppError("conflict", CHANGED);
    const settings = parseOrRefuse(ruleSettingsSchema, { ...settingsOf(before), ...given });
    refuseUnknownChannels(tx, settings.channels);
    const { id: _, ...rule } = toRule(id, settings);
    writeRule(tx.db, id, { ...rule, ...flagsAfter(before, settings) }, tx.now);
    const details = changed(settingsOf(before), settings);
    recordAudit(tx, actor, { action: "rule.update", target: { id, name: before.name }, details });
    context.routingChanged(tx);
    return existing(ruleRow(tx.db, id));
  });
};

const CHANGED =
  "Somebody else changed this rule since you opened it: reload to see their change, then make yours.";

/** Whoever switches a rule on or off has taken note of why it was off; another expression has not failed yet. */
function flagsAfter(before: RuleView, { enabled, expression }: RuleSettings) {
  const same = expression === before.expression;
  return {
    disabledReason: enabled === before.enabled ? before.disabledReason : null,
    lastError: same ? before.lastError : null,
    lastErrorAt: same ? before.lastErrorAt : null,
  };
}

/** For the audit log: what is another now. */
function changed(before: RuleSettings, after: RuleSettings): Record<string, unknown> {
  const members = Object.entries(after).filter(
    ([member, value]) => JSON.stringify(value) !== JSON.stringify(before[member as keyof RuleSettings]),
  );
  return Object.fromEntries(members);
}
