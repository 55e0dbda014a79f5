import { markApiKeyUsed } from "#db/queries/api-keys.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** Notes that the acting key was used. Callers do so at most once a minute per key. */
export const touchApiKey: Verb<void> = async (context, { actor }) => {
  if (actor.kind !== "api_key") throw new AppError("forbidden", "Only a key is used by itself.");
  await context.transact((tx) => markApiKeyUsed(tx.db, actor.id, tx.now));
};
