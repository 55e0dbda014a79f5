import { z } from "zod";
import { deleteSession } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ sessionId: z.string() });

/** Ends a session: its cookie is worth nothing from the next request on. */
export const signOut: Verb<void> = async (context, { input }) => {
  const { sessionId } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => deleteSession(tx.db, sessionId));
};
