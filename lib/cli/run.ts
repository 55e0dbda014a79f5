import { type Connection, isBusy, isStorageTrouble } from "#db/client.ts";
import { Lines } from "#db/queries/lines.ts";
import { storeRollups } from "#db/queries/rollups.ts";
import { readRoutingTable } from "#db/queries/rules.ts";
import { type Counted, storeTallies } from "#db/queries/tallies.ts";
import { reasonOf } from "#db/storage-fault.ts";
import { openDataFolder, openInstallation } from "#lib/data-folder/open.ts";
import { parseOutboundPolicy } from "#lib/domain/delivery/address.ts";
import { AppError } from "#lib/domain/errors.ts";
import type { Outbound, Tx, Verb, VerbContext } from "#lib/engine/write/context.ts";
import { Meters } from "#lib/engine/write/meters.ts";
import { type Env, readEnv } from "#lib/env.ts";
import { type KeyRing, open, seal } from "#lib/seal.ts";
import { lookWithoutConnecting } from "#lib/webhook/look.ts";

/** An error for the person at the terminal. */
export class CliError extends Error {}

/**
 * How long a command waits for the write lock, ms. The app's own transactions take milliseconds, so this is
 * for a slow disk.
 */
const BUSY_TIMEOUT_MS = 10_000;

/** What commands do with the data folder. Both functions throw CliError. */
export type DataFolderAccess = {
  /** Runs a verb in this process, with the command line as its actor. */
  run<Output>(verb: Verb<Output>, input: unknown): Promise<Output>;
  /** Opens the folder for `use` and closes it afterwards. */
  use<T>(use: (connection: Connection, ring: KeyRing) => Promise<T>): Promise<T>;
};

/** The folder at DATA_DIR. If it holds no installation, one is made only if `init` returns true. */
export function dataFolder(init: () => boolean): DataFolderAccess {
  const use = async <T>(
    work: (connection: Connection, ring: KeyRing, env: Env) => Promise<T>,
  ): Promise<T> => {
    const env = readEnv();
    const { connection, ring, warnings } = await orCliError(() =>
      (init() ? openDataFolder : openInstallation)(env, BUSY_TIMEOUT_MS),
    );
    for (const warning of init() ? warnings : []) process.stderr.write(`${warning}\n`);
    try {
      return await work(connection, ring, env);
    } catch (error) {
      throw inWords(error, env.databaseFile);
    } finally {
      connection.sqlite.close();
    }
  };
  const run: DataFolderAccess["run"] = (verb, input) =>
    use((connection, ring, env) => verb(contextOf(connection, ring, env), { actor: { kind: "cli" }, input }));
  return { run, use };
}

function inWords(error: unknown, databaseFile: string): unknown {
  if (error instanceof AppError) return new CliError(sentences(error), { cause: error });
  if (isBusy(error)) return new CliError(BUSY);
  if (isStorageTrouble(error))
    return new CliError(`${databaseFile} can't be written: ${reasonOf(error)}. Nothing was changed.`);
  return error;
}

const BUSY = "The database is busy: try again in a moment.";

/** What `run` returns. Throws its error as one for the person at the terminal. */
export async function orCliError<T>(run: () => T | Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (isBusy(error)) throw new CliError(BUSY);
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

const sentences = ({ message, issues }: AppError): string =>
  issues.length === 0 ? message : issues.map((issue) => `${issue.path}: ${issue.message}`).join("\n");

/**
 * The context for verbs in this process, with short transactions. A running app notices what they wrote
 * within a second.
 */
function contextOf(connection: Connection, ring: KeyRing, env: Env): VerbContext {
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
        get ids(): never {
          throw new CliError("The command line makes no alerts itself: use the app.");
        },
        lines: new Lines(db),
        afterCommit: (action) => after.push(action),
        tally: (name, key) => counted.push({ name, key }),
        rollUp: (happened) => storeRollups(db, [happened], tx.now),
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
    routing: (tx) => readRoutingTable(db, tx.now),
    routingChanged: () => {},
    channelChanged: () => {},
    deliveryQueued: () => {},
    deliveryHurried: () => {},
    deliveryWithdrawn: () => {},
    isInFlight: () => false,
    deliveriesWaiting: () => {},
    outbound: () => wayOut(env),
    makeBackup: async () => {
      throw new CliError("The command line makes backups by `backup FILE`.");
    },
    proveStorage: async () => {},
    meters: new Meters(),
    setUp: { matches: () => false, useUp: () => {} },
  };
}

/** Judges addresses as the app does, by the same environment; nothing is sent. */
function wayOut({ outbound, baseUrl, host: address, port }: Env): Outbound {
  const policy = parseOutboundPolicy({ ...outbound, ownListeners: [{ address, port }] });
  return {
    get sender(): never {
      throw new CliError("The command line sends nothing itself: use the app.");
    },
    lookAt: (url) => lookWithoutConnecting(url, policy),
    baseUrl,
  };
}
