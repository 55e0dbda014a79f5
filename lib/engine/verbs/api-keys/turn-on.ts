import { turnOnKeys } from "#db/queries/api-keys.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** Turns on every API key that is off since a restore. Scope `manage`. Returns how many that were. */
export const turnOnApiKeys: Verb<{ keys: number }> = async (context, { actor }) => {
  authorise(actor, "manage");
  return context.transact((tx) => {
    const keys = turnOnKeys(tx.db);
    for (const target of keys) recordAudit(tx, actor, { action: "api-keys.turn-on", target });
    return { keys: keys.length };
  });
};
