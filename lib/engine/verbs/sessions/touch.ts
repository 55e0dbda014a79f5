import { z } from "zod";
import { touchSession as touch } from "#db/queries/sessions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({ sessionId: z.string() });

/** Records that a user's session has been used. The caller does so at most once a minute per session. */
export const touchSession: Verb<void> = async (context, { actor, input }) => {
  if (actor.kind !== "user") throw new AppError("forbidden", "Only a user has sessions.");
  const { sessionId } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => touch(tx.db, { id: sessionId, userId: actor.id, now: tx.now }));
};
