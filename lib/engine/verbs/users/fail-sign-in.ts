import { z } from "zod";
import { recordAudit } from "#db/queries/audit.ts";
import { userEmail } from "#db/queries/users.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Verb } from "#lib/engine/write/context.ts";

const inputSchema = z.strictObject({
  failures: z.array(
    z.strictObject({
      userId: z.string().nullable(),
      address: z.string().nullable(),
      since: z.int(),
      failures: z.int(),
      refused: z.int(),
    }),
  ),
});

/** Records sign-ins that failed: see `FailedSignIns`, which counts them. Needs no right. */
export const failSignIn: Verb<void> = async (context, { actor, input }) => {
  const { failures: all } = parseOrRefuse(inputSchema, input);
  await context.transact((tx) => {
    for (const { userId, address, since, failures, refused } of all) {
      const name = userId === null ? undefined : userEmail(tx.db, userId);
      recordAudit(
        tx,
        { ...actor, address: address ?? undefined },
        {
          action: "users.fail-sign-in",
          ...(userId !== null && name !== undefined && { target: { id: userId, name } }),
          details: { failures, ...(refused > 0 && { refused }), since: new Date(since).toISOString() },
        },
      );
    }
  });
};
