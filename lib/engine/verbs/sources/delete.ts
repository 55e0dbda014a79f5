import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { dropCaughtBodies } from "#db/queries/caught-bodies.ts";
import { dropSenders } from "#db/queries/senders.ts";
import { deleteSourceRow, storedSource } from "#db/queries/sources.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { isSourceType } from "#lib/domain/source/own/source-view.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Deletes a source of one's own with its caught bodies and senders; its alerts stay. Scope `manage`. Throws AppError
 * `not_found`; `conflict` for a sender's type, which is always there.
 */
export const deleteSource: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  if (isSourceType(id))
    throw new AppError("conflict", `The type ${id} can't be deleted: revoke the API keys that send it.`);
  return context.transact((tx) => removeSource(tx, actor, id));
};

/** Does so in the open transaction. Throws AppError `not_found`. */
export function removeSource(tx: Tx, actor: Actor, id: string): void {
  const { name } = existing("source", storedSource(tx.db, id));
  deleteSourceRow(tx.db, id);
  dropCaughtBodies(tx.db, id);
  dropSenders(tx.db, id);
  recordAudit(tx, actor, { action: "sources.delete", target: { id, name } });
}
