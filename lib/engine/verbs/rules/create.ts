import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { insertRule, ruleRow } from "#db/queries/rules.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { RuleView } from "#lib/domain/rule/rule.ts";
import { newRuleSchema } from "#lib/domain/rule/rule-schema.ts";
import { toRule } from "#lib/domain/rule/settings.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { existing, refuseUnknownChannels } from "./existing.ts";

/**
 * Makes a rule; the next event is routed by it. Scope `manage`. Throws AppError `invalid` with an issue per field,
 * `conflict` where there are as many as there may be.
 */
export const createRule: Verb<RuleView> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const settings = parseOrRefuse(newRuleSchema, input);
  const rule = toRule(newId("rul"), settings);
  return context.transact((tx) => {
    refuseOneMore(tx.db, "rules");
    refuseUnknownChannels(tx, rule.channels);
    insertRule(tx.db, { ...rule, version: 1, createdAt: tx.now, updatedAt: tx.now });
    const target = { id: rule.id, name: rule.name };
    recordAudit(tx, actor, { action: "rule.create", target, details: settings });
    context.routingChanged(tx);
    return existing(ruleRow(tx.db, rule.id));
  });
};
