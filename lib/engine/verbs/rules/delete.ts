import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { liveMutesOf } from "#db/queries/mutes.ts";
import { deleteRule as removeRule, ruleRow } from "#db/queries/rules.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { endMute } from "#lib/engine/write/end-mute.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Deletes a rule and ends its mutes. The deliveries that it queued are still sent. Scope `manage`. Throws AppError `not_found`.
 */
export const deleteRule: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const { name } = existing("rule", ruleRow(tx.db, id));
    for (const mute of liveMutesOf(tx.db, "rule", id, tx.now)) endMute(tx, mute, actor, "rule_deleted");
    removeRule(tx.db, id);
    recordAudit(tx, actor, { action: "rules.delete", target: { id, name } });
    context.routingChanged(tx);
  });
};
