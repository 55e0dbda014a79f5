import { z } from "zod";
import { apiKeyNames } from "#db/queries/api-keys.ts";
import { caughtBodiesOf, caughtPlace } from "#db/queries/caught-bodies.ts";
import { storedSource } from "#db/queries/sources.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { CaughtBody, CaughtPost } from "#lib/domain/source/own/caught.ts";
import type { Verb, VerbContext } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * The last bodies that a source of one's own received, newest first. Changes nothing: it is a verb because only
 * the engine opens what is sealed. Scope `manage`. Throws AppError `not_found`.
 */
export const showCaught: Verb<CaughtBody[]> = async (context, { actor, input }) => {
  authorise(actor, "manage");
  const { id } = parseOrRefuse(inputSchema, input);
  existing("source", storedSource(context.db, id));
  const names = apiKeyNames(context.db);
  return caughtBodiesOf(context.db, id).flatMap(({ seq, apiKeyId, receivedAt, sealed, became }) => {
    const post = openedPost(context, sealed, caughtPlace(id, receivedAt));
    return post === null ? [] : [{ seq, receivedAt, keyName: names.get(apiKeyId) ?? null, became, ...post }];
  });
};

/** Null if it is damaged, or its key is lost: it is only a sample. */
function openedPost({ open }: VerbContext, sealed: Buffer, place: ReturnType<typeof caughtPlace>) {
  try {
    return JSON.parse(open(sealed, place).reveal()) as CaughtPost;
  } catch {
    return null;
  }
}
