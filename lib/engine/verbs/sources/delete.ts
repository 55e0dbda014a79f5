import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { dropCaughtBodies } from "#db/queries/caught-bodies.ts";
import { dropSenders } from "#db/queries/senders.ts";
import { deleteSourceRow, storedSource } from "#db/queries/sources.ts";
import { AppError } from "#lib/domain/errors.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { isSourceType } from "#lib/domain/source/own/source-view.ts";
import type { Verb } from "#lib/engine/write/context.ts";

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
  return context.transact((tx) => {
    const { name } = existing("source", storedSource(tx.db, id));
    deleteSourceRow(tx.db, id);
    dropCaughtBodies(tx.db, id);
    dropSenders(tx.db, id);
    recordAudit(tx, actor, { action: "sources.delete", target: { id, name } });
  });
};
