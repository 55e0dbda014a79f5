import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { endSessionOf } from "#db/queries/sessions.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { ownAccount } from "./own-account.ts";

const inputSchema = z.strictObject({ sessionId: z.string() });

/** Ends one of the caller's own sessions. Throws AppError `not_found`. */
export const endOwnSession: Verb<void> = async (context, { actor, input }) => {
  const { id, email } = ownAccount(context.db, actor);
  const { sessionId } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    if (!endSessionOf(tx.db, id, sessionId))
      throw new AppError("not_found", "This session has ended already.");
    recordAudit(tx, actor, { action: "profile.end-session", target: { id, name: email } });
  });
};
