import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { liveMutesOf } from "#db/queries/mutes.ts";
import { deleteRule as removeRow, ruleRow } from "#db/queries/rules.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import type { Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { endMute } from "#lib/engine/write/end-mute.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Deletes a rule and ends its mutes. The deliveries that it queued are still sent. Scope `manage`. Throws AppError `not_found`.
 */
export const deleteRule: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => removeRule(context, tx, actor, id));
};

/** Does so in the open transaction. Throws AppError `not_found`. */
export function removeRule(context: VerbContext, tx: Tx, actor: Actor, id: string): void {
  const { name } = existing("rule", ruleRow(tx.db, id));
  for (const mute of liveMutesOf(tx.db, "rule", id, tx.now)) endMute(tx, mute, actor, "rule_deleted");
  removeRow(tx.db, id);
  recordAudit(tx, actor, { action: "rules.delete", target: { id, name } });
  context.routingChanged(tx);
}
