import type { Logger } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import type { Tx } from "./context.ts";
import type { Inbox } from "./inbox.ts";
import { AGAIN_MS, pause } from "./pause.ts";

/** Writes what nobody can be told to try again, however long the disk or a lock is in the way. */
export class PersistentWriter {
  readonly #inbox: Inbox;
  readonly #fault: RepeatedFault;
  #stopping = false;

  constructor(inbox: Inbox, log: Logger) {
    this.#inbox = inbox;
    this.#fault = new RepeatedFault(log);
  }

  /** From here on what can't be written is given up at the first trouble. */
  stop(): void {
    this.#stopping = true;
  }

  /** Resolves once it is on disk; to undefined where it was given up at the stop. */
  async write<T>(what: string, work: (tx: Tx) => T): Promise<T | undefined> {
    for (;;) {
      try {
        return await this.#inbox.transactLater(work);
      } catch (error) {
        this.#fault.happened(error, `${what} could not be recorded`);
        if (this.#stopping) return undefined;
        await pause(AGAIN_MS);
      }
    }
  }
}
