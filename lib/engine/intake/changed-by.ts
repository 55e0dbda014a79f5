import type { Actor } from "#lib/domain/people/actor.ts";

/** Who an alert's event says has changed its status, and the API key that did. */
export const changedBy = (actor: Actor): { by: string; apiKeyId: string | null } => ({
  by: "name" in actor ? actor.name : actor.kind,
  apiKeyId: actor.kind === "api_key" ? actor.id : null,
});
