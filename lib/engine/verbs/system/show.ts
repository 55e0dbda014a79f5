import { authorise } from "#lib/domain/people/actor.ts";
import type { SystemFacts } from "#lib/domain/system/facts.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** What the engine knows of its process and of the operator's folders. Changes nothing. Scope `manage`. */
export const showSystem: Verb<SystemFacts> = async (context, { actor }) => {
  authorise(actor, "manage");
  return await context.describeSystem();
};
