import { AppError } from "#lib/domain/errors.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { takeIn } from "#lib/engine/intake/intake.ts";
import type { AcceptedAlert, Post } from "#lib/engine/intake/plan.ts";
import type { Verb } from "#lib/engine/write/context.ts";

/** A post as lib/sources has parsed it; it comes as JSON text. */
type AcceptInput = Omit<Post, "apiKey">;

/**
 * Takes in a post: resolves once its events and deliveries are on disk. Scope `ingest`. Throws AppError
 * `invalid` or `conflict`, and then nothing of the post is stored.
 */
export const acceptAlerts: Verb<AcceptedAlert[]> = (context, { actor, input }) => {
  authorise(actor, "ingest");
  if (actor.kind !== "api_key") throw new AppError("forbidden", "Alerts are posted with an API key.");
  // Parsed by lib/sources on the other thread: the one input that is not parsed again here.
  const read: AcceptInput = JSON.parse(String(input));
  const post: Post = { ...read, apiKey: { id: actor.id, name: actor.name } };
  return context.transact((tx) =>
    takeIn(tx, post, { table: context.routing(tx), queued: context.deliveryQueued }),
  );
};
