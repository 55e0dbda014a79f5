import { z } from "zod";
import { activeKeysNamed, markApiKeyRevoked } from "#db/queries/api-keys.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";

/** The key's id, or its name if only one live key has that name. */
const inputSchema = z.object({ id: z.string() });

/**
 * Revokes a key: the next request with it is refused. Scope `manage`. Throws AppError `not_found`, or
 * `conflict` if several keys have the name.
 */
export const revokeApiKey: Verb<{ id: string; name: string }> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const target = oneActive(tx, id);
    markApiKeyRevoked(tx.db, target.id, tx.now);
    recordAudit(tx, actor, { action: "api-keys.revoke", target });
    return target;
  });
};

function oneActive(tx: Tx, idOrName: string): { id: string; name: string } {
  const [key, another] = activeKeysNamed(tx.db, idOrName, tx.now);
  if (key === undefined)
    throw new AppError("not_found", `There is no live API key "${idOrName}": it may be revoked or expired.`);
  if (another !== undefined)
    throw new AppError("conflict", `Several API keys are named "${idOrName}": give the id of one.`);
  return key;
}
