import { AppError } from "#lib/domain/errors.ts";
import { type Actor, authorise } from "#lib/domain/people/actor.ts";
import type { Tx, VerbContext } from "#lib/engine/write/context.ts";
import { type PreparedConfig, prepareConfig } from "./prepare.ts";
import { configVersion } from "./version.ts";

/** How often a document is prepared anew because the configuration changed meanwhile. */
const TRIES = 5;

/**
 * Prepares a document and runs `work` in a transaction that finds the configuration as it was then. Throws AppError
 * `invalid` with all that is wrong, `conflict` if the configuration keeps changing.
 */
export async function inOneTransaction<T>(
  context: VerbContext,
  actor: Actor,
  document: unknown,
  work: (tx: Tx, prepared: PreparedConfig) => T,
): Promise<T> {
  for (let tries = 0; tries < TRIES; tries++) {
    const prepared = await prepareConfig(context, actor, document);
    try {
      return await context.transact((tx) => {
        if (configVersion(tx.db) !== prepared.version) throw new ChangedMeanwhile();
        return work(tx, prepared);
      });
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile)) throw error;
    }
  }
  throw new AppError("conflict", "The configuration keeps changing: nothing was changed. Try again.");
}

class ChangedMeanwhile extends Error {}

/**
 * Only the command line: it has the data folder and its key, so that it may learn whether a secret is the saved one.
 * Throws AppError `forbidden`.
 */
export function authoriseCommandLine(actor: Actor): void {
  authorise(actor, "manage");
  if (actor.kind === "cli") return;
  throw new AppError("forbidden", "Only the command line reads configurations: use plan and apply.");
}
