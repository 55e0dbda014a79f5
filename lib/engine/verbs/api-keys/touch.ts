import { markApiKeyUsed } from "#db/queries/api-keys.ts";
import { AppError } from "#lib/domain/errors.ts";
import { startOfDay } from "#lib/domain/people/api-key.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** Records the UTC day on which the acting key was last used. The caller does so once a day per key. */
export const touchApiKey: Verb<void> = async (context, { actor }) => {
  if (actor.kind !== "api_key") throw new AppError("forbidden", "Only an API key can record its own use.");
  await context.transact((tx) => markApiKeyUsed(tx.db, actor.id, startOfDay(tx.now)));
};
