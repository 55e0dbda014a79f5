import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { insertRule, ruleRow } from "#db/queries/rules.ts";
import { existing } from "#lib/domain/existing.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { newRuleSchema, type RuleSettings } from "#lib/domain/rule/rule-schema.ts";
import { toRule } from "#lib/domain/rule/settings.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { refuseUnknownChannelsOf } from "./known-channels.ts";

/**
 * Makes a rule, which routes from the next event on. Scope `manage`. Throws AppError `invalid` with an issue
 * per field, `conflict` at the limit.
 */
export const createRule: Verb<RuleView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const settings = parseOrRefuse(newRuleSchema, input);
  return context.transact((tx) => storeNewRule(context, tx, actor, settings));
};

/** Stores a new rule in the open transaction. Throws AppError `invalid` at an unknown channel, `conflict`. */
export function storeNewRule(context: VerbContext, tx: Tx, actor: Actor, settings: RuleSettings): RuleView {
  const rule = toRule(newId("rul"), settings);
  refuseOneMore(tx, "rules");
  refuseUnknownChannelsOf(tx, rule);
  insertRule(tx.db, { ...rule, version: 1, createdAt: tx.now, updatedAt: tx.now });
  const target = { id: rule.id, name: rule.name };
  recordAudit(tx, actor, { action: "rules.create", target, details: settings });
  context.routingChanged(tx);
  return existing("rule", ruleRow(tx.db, rule.id));
}
