import { insertApiKey, takenKeyName } from "#db/queries/api-keys.ts";
import { recordAudit } from "#db/queries/audit.ts";
import { refuseOneMore } from "#db/queries/ceilings.ts";
import { AppError } from "#lib/domain/errors.ts";
import { newId } from "#lib/domain/ids.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import { namespaceFrom } from "#lib/domain/people/api-key.ts";
import { endOf } from "#lib/domain/people/api-key-expiry.ts";
import { type NewApiKey, newApiKeySchema } from "#lib/domain/people/api-key-schema.ts";
import type { Tx, Verb } from "#lib/engine/write/context.ts";
import { hashToken, keyHint, newApiKey } from "#lib/token.ts";

/**
 * Makes an API key and returns it, which happens only here: Tocsin keeps just its hash. Scope `manage`.
 * Throws AppError `invalid` with an issue per field, `conflict` at the limit.
 */
export const createApiKey: Verb<{ id: string; name: string; key: string }> = async (
  context,
  { actor, input },
) => {
  authorise(actor, "manage");
  const wanted = parseOrRefuse(newApiKeySchema, input);
  const id = newId("key");
  const key = newApiKey();
  await context.transact((tx) => {
    refuseOneMore(tx, "API keys");
    refuseTakenName(tx, wanted.name);
    const settings = settingsOf(tx, wanted);
    insertApiKey(tx.db, {
      id,
      hint: keyHint(key),
      hash: hashToken(key),
      createdAt: tx.now,
      createdBy: nameOf(actor),
      ...settings,
    });
    const target = { id, name: wanted.name };
    recordAudit(tx, actor, { action: "api-keys.create", target, details: auditable(settings) });
  });
  return { id, name: wanted.name, key };
};

/** The names of active keys are unique without regard to case. Throws AppError `invalid` at `name`. */
function refuseTakenName(tx: Tx, name: string): void {
  const taken = takenKeyName(tx.db, name, tx.now);
  if (taken !== undefined)
    refuseAt("name", `A live API key is already named "${taken}": choose another name, or revoke that key.`);
}

function refuseAt(path: string, message: string): never {
  throw new AppError("invalid", message, [{ path, message }]);
}

type Settings = ReturnType<typeof settingsOf>;

/** What is stored of a wanted key. Throws AppError `invalid` at `expires` for a time that is over or too far. */
function settingsOf(tx: Tx, { name, scopes, namespace, expires, addresses, per_minute }: NewApiKey) {
  const end = endOf(expires, tx.now);
  if ("refusal" in end) refuseAt("expires", end.refusal);
  return {
    name,
    scopes,
    namespace: namespace === "" ? namespaceFrom(name) : namespace,
    expiresAt: end.at,
    addresses,
    perMinute: per_minute,
  };
}

const nameOf = (actor: Actor): string => ("name" in actor ? actor.name : WORDS[actor.kind]);

const WORDS = { cli: "the command line", system: "Tocsin", nobody: "nobody" };

/** The settings for the audit log, without those that confine nothing. */
function auditable({ scopes, namespace, expiresAt, addresses, perMinute }: Settings) {
  return {
    scopes,
    namespace,
    ...(expiresAt !== null && { expires_at: new Date(expiresAt).toISOString() }),
    ...(addresses !== null && { addresses }),
    ...(perMinute !== null && { per_minute: perMinute }),
  };
}
