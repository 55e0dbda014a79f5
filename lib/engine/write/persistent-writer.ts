import type { Logger } from "#lib/log.ts";
import { RepeatedFault } from "#lib/repeated-fault.ts";
import type { Tx } from "./context.ts";
import type { Inbox } from "./inbox.ts";
import { AGAIN_MS, pause } from "./pause.ts";

/**
 * Writes what has no caller that could try again, such as the result of an attempt: keeps trying until the
 * disk takes it.
 */
export class PersistentWriter {
  readonly #inbox: Inbox;
  readonly #fault: RepeatedFault;
  #stopping = false;

  constructor(inbox: Inbox, log: Logger) {
    this.#inbox = inbox;
    this.#fault = new RepeatedFault(log);
  }

  /** From now on, gives up at the first failure, so that the process can stop. */
  stop(): void {
    this.#stopping = true;
  }

  /**
   * Resolves once `work` is on disk, or with undefined if it was given up during the stop. `what` names it in
   * the log.
   */
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
