import { cpSync } from "node:fs";
import { type Connection, openReader } from "#db/client.ts";
import { openDataFolder } from "#lib/data-folder/open.ts";
import type { Engine } from "#lib/engine/engine.ts";
import type { Outbound, VerbContext } from "#lib/engine/write/context.ts";
import { readEnv } from "#lib/env.ts";
import { type Folder, temporaryFolder } from "../../../support/folder.ts";
import { unclaimedEngine } from "../unclaimed-engine.ts";

type Running = { engine: Engine; folder: Folder; writer: Connection; reader: Connection };

/** A real engine on a real data folder, in this thread. */
export class KillableEngine implements AsyncDisposable {
  readonly #outbound: () => Outbound;
  readonly #killed: Running[] = [];
  #running: Running;

  /** `outbound` makes each start's way to the network; `from` is the path of a data folder to begin with a copy of. */
  constructor(outbound: () => Outbound, from?: string) {
    this.#outbound = outbound;
    this.#running = this.#start(from);
  }

  get dataDir(): string {
    return this.#running.folder.path;
  }

  get context(): VerbContext {
    return this.#running.engine.context;
  }

  /** Sees only what is on disk. */
  get reader(): Connection {
    return this.#running.reader;
  }

  /** Starts anew on what is on disk at this moment. What the killed engine still does stays in its own folder. */
  killAndStart(): void {
    this.#killed.push(this.#running);
    this.#running = this.#start(this.dataDir);
  }

  #start(from?: string): Running {
    const folder = temporaryFolder();
    if (from !== undefined) cpSync(from, folder.path, { recursive: true });
    const env = readEnv({ DATA_DIR: folder.path });
    const { connection, ring } = openDataFolder(env);
    const engine = unclaimedEngine(connection, ring);
    engine.begin(this.#outbound());
    return { engine, folder, writer: connection, reader: openReader(env.databaseFile) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { engine, folder, writer, reader } of [...this.#killed, this.#running]) {
      await engine.stop(0, Promise.resolve());
      // What had begun before the stop comes to its end.
      await engine.context.transact(() => {});
      await new Promise(setImmediate);
      reader.sqlite.close();
      writer.sqlite.close();
      folder[Symbol.dispose]();
    }
  }
}
