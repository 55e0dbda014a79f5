import { z } from "zod";
import { readRoutingTable } from "#db/queries/rules.ts";
import type { ConfigPlan } from "#lib/domain/config/plan.ts";
import { parseOrRefuse } from "#lib/domain/issues.ts";
import type { Actor } from "#lib/domain/people/actor.ts";
import type { Verb, VerbContext } from "#lib/engine/write/context.ts";
import { type RoutingTables, testOnLastEvents } from "./back-test.ts";
import { authoriseCommandLine, inOneTransaction } from "./in-one-transaction.ts";
import { storeConfig } from "./prepare.ts";

const inputSchema = z.object({ document: z.unknown() });

/**
 * Tells what applying a document would change, and which of the last 1,000 events would go elsewhere. Changes
 * nothing. Only for the command line. Throws AppError as `config.apply` does.
 */
export const planConfig: Verb<ConfigPlan> = async (context, { actor, input }) => {
  authoriseCommandLine(actor);
  const { document } = parseOrRefuse(inputSchema, input);
  const { version, changes, tables } = await rehearse(context, actor, document);
  return { version, changes, backTest: await testOnLastEvents(context.db, tables) };
};

type Rehearsed = Pick<ConfigPlan, "version" | "changes"> & { tables: RoutingTables };

/** Applies the document in a transaction that is undone: what it would refuse or change is what it does. */
async function rehearse(context: VerbContext, actor: Actor, document: unknown): Promise<Rehearsed> {
  try {
    return await inOneTransaction(context, actor, document, (tx, prepared): Rehearsed => {
      const before = readRoutingTable(tx.db, tx.now);
      const { changes } = storeConfig(tx, actor, prepared);
      const after = readRoutingTable(tx.db, tx.now);
      throw new Undone({ version: prepared.version, changes, tables: { before, after } });
    });
  } catch (error) {
    if (error instanceof Undone) return error.rehearsed;
    throw error;
  }
}

class Undone extends Error {
  readonly rehearsed: Rehearsed;

  constructor(rehearsed: Rehearsed) {
    super("A rehearsal is undone.");
    this.rehearsed = rehearsed;
  }
}
