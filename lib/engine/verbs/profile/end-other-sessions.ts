import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { endOtherSessionsOf } from "#db/queries/sessions.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount } from "./own-account.ts";

/** `sessionId` is the caller's session, the only one that stays. */
const inputSchema = z.strictObject({ sessionId: z.string() });

/** Ends all the caller's sessions but the present one. Returns how many. */
export const endOtherSessions: Verb<{ ended: number }> = async (context, { actor, input }) => {
  const { id, email } = ownAccount(context.db, actor);
  const { sessionId } = parseOrRefuse(inputSchema, input);
  return context.transact((tx) => {
    const ended = endOtherSessionsOf(tx.db, id, sessionId);
    const target = { id, name: email };
    recordAudit(tx, actor, { action: "profile.end-other-sessions", target, details: { ended } });
    return { ended };
  });
};
