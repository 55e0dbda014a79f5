import type { Actor } from "#lib/domain/people/actor.ts";

/**
 * Who changed an alert's status, as its event names them, and the API key that was used.
 * E.g. a user Ada → { by: "Ada", apiKeyId: null }; the command line → { by: "cli", apiKeyId: null }.
 */
export const changedBy = (actor: Actor): { by: string; apiKeyId: string | null } => ({
  by: "name" in actor ? actor.name : actor.kind,
  apiKeyId: actor.kind === "api_key" ? actor.id : null,
});
