import { removeOldEvents } from "#db/queries/retention.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import type { Logger } from "#lib/log.ts";

const DAY_MS = 24 * 3_600_000;
const SWEEP_MS = 60_000;
/** Events looked at per transaction: a few milliseconds of the one writer's time. */
const STEP = 100;
/** Left to deliveries and posts between two steps, ms. */
const REST_MS = 20;

/** Removes what is older than it is to be kept, in steps so small that they don't delay a delivery. */
export class Retention {
  readonly #context: Pick<VerbContext, "transact">;
  readonly #days: number;
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(context: Pick<VerbContext, "transact">, days: number, log: Logger) {
    this.#context = context;
    this.#days = days;
    this.#log = log;
  }

  /** Sweeps every minute from now on. */
  start(): void {
    this.#timer = setTimeout(() => this.#sweepAndGoOn(), SWEEP_MS);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Removes all that is too old by now. */
  async sweep(): Promise<void> {
    let after: number | null = 0;
    while (after !== null && !this.#stopped) {
      const from: number = after;
      after = await this.#context.transact((tx) =>
        removeOldEvents(tx.db, { after: from, before: tx.now - this.#days * DAY_MS, limit: STEP }),
      );
      if (after !== null) await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
  }

  async #sweepAndGoOn(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.#log.error({ err: error }, "old events could not be removed");
    }
    if (!this.#stopped) this.start();
  }
}
