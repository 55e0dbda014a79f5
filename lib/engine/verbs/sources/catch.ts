import { z } from "zod";
import { caughtPlace, keepNewest, putCaughtBody } from "#db/queries/caught-bodies.ts";
import { storedSource } from "#db/queries/sources.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import { Secret } from "#lib/domain/secret.ts";
import { CAUGHT_KEPT } from "#lib/domain/source/own/limits.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({
  sourceId: z.string(),
  post: z.object({
    headers: z.record(z.string(), z.string()),
    body: z.string().nullable(),
    shortened: z.boolean(),
  }),
  became: z.object({ status: z.int(), message: z.string().nullable(), alertIds: z.array(z.string()) }),
});

/**
 * Keeps a post that a source of one's own received from the acting key, sealed, and what became of it; the
 * oldest beyond the last 10 go. Scope `ingest`. The caller masks the post.
 */
export const catchBody: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "ingest");
  if (actor.kind !== "api_key") throw new AppError("forbidden", "Only an API key posts to a source.");
  const { sourceId, post, became } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    // The source may have been deleted meanwhile.
    if (storedSource(tx.db, sourceId) === undefined) return;
    const sealed = context.seal(new Secret(JSON.stringify(post)), caughtPlace(sourceId, tx.now));
    putCaughtBody(tx.db, { sourceId, apiKeyId: actor.id, receivedAt: tx.now, sealed, became });
    keepNewest(tx.db, sourceId, CAUGHT_KEPT);
  });
};
