import { z } from "zod";
import type { AppliedConfig } from "#lib/domain/config/plan.ts";
import { AppError } from "#lib/domain/errors.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import { finishDeletions } from "#lib/engine/delivery/finish-deletions.ts";
import type { Verb } from "#lib/engine/write/context.ts";
import { authoriseCommandLine, inOneTransaction } from "./in-one-transaction.ts";
import { storeConfig } from "./prepare.ts";

const inputSchema = z.object({ document: z.unknown(), version: z.string().nullable() });

/**
 * Makes the configuration what a document describes, in one transaction: all of it or nothing. Then cancels what
 * waited for deleted channels; after a kill in between, the next apply or start does. `version` is the one that was planned,
 * null for any. Only for the command line. Throws AppError `forbidden`; `conflict` if the configuration has another
 * version by now; `invalid` with all that is wrong, each at its path.
 */
export const applyConfig: Verb<AppliedConfig> = async (context, { actor, input }) => {
  authoriseCommandLine(actor);
  const { document, version } = parseOrRefuse(inputSchema, input);
  const applied = await inOneTransaction(context, actor, document, (tx, prepared) => {
    const stored = storeConfig(tx, actor, prepared);
    // The change since may have been this document's own.
    const isOld = version !== null && version !== prepared.version;
    if (isOld && stored.changes.length > 0) throw new AppError("conflict", CHANGED);
    return { ...stored, signingSecrets: prepared.signingSecrets };
  });
  await finishDeletions(context);
  return applied;
};

const CHANGED =
  "The configuration changed since it was planned: nothing was changed. Plan again, or apply with --force.";
