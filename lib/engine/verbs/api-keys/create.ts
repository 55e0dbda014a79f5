import { insertApiKey } from "#db/queries/api-keys.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { hashToken, newToken } from "#lib/token.ts";

const PREFIX = "tocsin_";
const HINT_LENGTH = PREFIX.length + 4;

/**
 * Makes an API key and returns it, which happens only here: Tocsin keeps just its hash. Scope `manage`.
 * Throws AppError `conflict` at the limit.
 */
export const createApiKey: Verb<{ id: string; name: string; key: string }> = async (
  context,
  { actor, input },
) => {
  authorise(actor, "manage");
  const { name, scopes } = parseOrRefuse(newApiKeySchema, input);
  const id = newId("key");
  const key = PREFIX + newToken();
  await context.transact((tx) => {
    refuseOneMore(tx, "API keys");
    const hint = key.slice(0, HINT_LENGTH);
    insertApiKey(tx.db, { id, name, hint, hash: hashToken(key), scopes, createdAt: tx.now });
    recordAudit(tx, actor, { action: "api-keys.create", target: { id, name }, details: { scopes } });
  });
  return { id, name, key };
};
