import type { Actor } from "#lib/domain/people/actor.ts";
import type { StatusChange } from "./status-event.ts";

/**
 * Who changed an alert's status, as its event names them, with the API key and the request that were used.
 * E.g. a user Ada → { by: "Ada", apiKeyId: null, … }; the command line → { by: "cli", apiKeyId: null, … }.
 */
export const changedBy = (actor: Actor): Pick<StatusChange, "by" | "apiKeyId" | "requestId"> => ({
  by: "name" in actor ? actor.name : actor.kind,
  apiKeyId: actor.kind === "api_key" ? actor.id : null,
  requestId: actor.requestId ?? null,
});
