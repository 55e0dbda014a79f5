import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { deleteSession } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.object({ sessionId: z.string() });

/** Ends a session: its cookie is refused from the next request on. A session that has ended already is no fault. */
export const signOut: Verb<void> = async (context, { actor, input }) => {
  const { sessionId } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    const user = deleteSession(tx.db, sessionId);
    if (user === null) return;
    recordAudit(tx, actor, { action: "users.sign-out", target: { id: user.id, name: user.email } });
  });
};
