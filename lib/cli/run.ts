import { type Connection, isBusy } from "#db/client.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { type Counted, storeTallies } from "#db/queries/tallies.ts";
import { AppError } from "#lib/domain/errors.ts";
import { openDataFolder } from "#lib/engine/open-data-folder.ts";
import { readEnv } from "#lib/env.ts";
import { type KeyRing, open, seal } from "#lib/seal.ts";
import type { Tx, Verb, VerbContext } from "#lib/verb.ts";

/** An error for the person at the terminal. */
export class CliError extends Error {}

/** The app's own transactions take milliseconds; this is for a slow disk. */
const BUSY_TIMEOUT_MS = 10_000;

/** Runs a verb on the data folder from this process, as the command line. Throws CliError. */
export async function run<Output>(verb: Verb<Output>, input: unknown): Promise<Output> {
  return withDataFolder((connection, ring) =>
    verb(contextOf(connection, ring), { actor: { kind: "cli" }, input }),
  );
}

/** Opens the data folder for `use` and closes it after. Throws CliError. */
export async function withDataFolder<T>(
  use: (connection: Connection, ring: KeyRing) => Promise<T>,
): Promise<T> {
  const env = readEnv();
  const { connection, ring } = orCliError(() => openDataFolder(env, BUSY_TIMEOUT_MS));
  try {
    return await use(connection, ring);
  } catch (error) {
    throw error instanceof AppError ? new CliError(sentences(error)) : error;
  } finally {
    connection.sqlite.close();
  }
}

function orCliError<T>(open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (isBusy(error)) throw new CliError("The database is busy: try again in a moment.");
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

const sentences = ({ message, issues }: AppError): string =>
  issues.length === 0 ? message : issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n");

/** Short transactions of our own; a running app takes up what they wrote within a second. */
function contextOf(connection: Connection, ring: KeyRing): VerbContext {
  const { db, sqlite } = connection;
  return {
    db,
    now: Date.now,
    transact: async (work) => {
      const after: (() => void)[] = [];
      const counted: Counted[] = [];
      const tx: Tx = {
        db,
        now: Date.now(),
        afterCommit: (action) => after.push(action),
        tally: (name, key) => counted.push({ name, key }),
      };
      const value = sqlite
        .transaction(() => {
          const done = work(tx);
          storeTallies(db, counted, tx.now);
          return done;
        })
        .immediate();
      for (const action of after) action();
      return value;
    },
    seal: (secret, place) => seal(ring, secret, place),
    open: (envelope, place) => open(ring, envelope, place),
    routing: () => readRoutingTable(db),
    channelsChanged: () => {},
    deliveryQueued: () => {},
    deliveriesWaiting: () => {},
    outbound: () => {
      throw new CliError("The command line sends nothing itself: use the app.");
    },
    proveStorage: async () => {},
    setUp: { matches: () => false, useUp: () => {} },
  };
}
