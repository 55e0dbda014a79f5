import { z } from "zod";
import { liveMute } from "#db/queries/mutes.ts";
import { existing } from "#lib/domain/existing.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { authorise } from "#lib/domain/people/actor.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { endMute } from "#lib/engine/write/end-mute.ts";

const inputSchema = z.object({ id: z.string() });

/**
 * Ends a mute before its time. What it kept back is not sent. Scope `operate`. Throws AppError `not_found`,
 * also for a mute that has ended.
 */
export const endMuteEarly: Verb<void> = async (context, { actor, input }) => {
  authorise(actor, "operate");
  const { id } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    endMute(tx, existing("mute", liveMute(tx.db, id, tx.now)), actor);
    context.routingChanged(tx);
  });
};
