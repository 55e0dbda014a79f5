import { forgetPosts } from "#db/queries/alerts.ts";
import { forgetTallies } from "#db/queries/tallies.ts";
import { deleteExpiredSessions } from "#db/queries/users.ts";
import type { Logger } from "#lib/log.ts";
import { IDEMPOTENCY_MS } from "#lib/pipeline/accept.ts";
import type { VerbContext } from "#lib/verb.ts";

const WATCH_MS = 1_000;
const SWEEP_MS = 60_000;
/** Rows removed per transaction, so that a sweep never holds up a post for long. */
const STEP = 500;

/** What happens by the clock: watching for other writers, removing what has expired. */
export class Housekeeping {
  readonly #context: VerbContext;
  readonly #watch: () => void;
  readonly #log: Logger;
  #timers: NodeJS.Timeout[] = [];

  constructor(context: VerbContext, watch: () => void, log: Logger) {
    this.#context = context;
    this.#watch = watch;
    this.#log = log;
  }

  start(): void {
    this.#timers = [setInterval(() => this.#watch(), WATCH_MS), setInterval(() => this.#sweep(), SWEEP_MS)];
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  #sweep(): void {
    this.#sweepStep().catch((error) => this.#log.error({ err: error }, "expired rows could not be removed"));
  }

  async #sweepStep(): Promise<void> {
    const removed = await this.#context.transact((tx) => {
      deleteExpiredSessions(tx.db, tx.now);
      forgetTallies(tx.db, tx.now);
      return forgetPosts(tx.db, tx.now - IDEMPOTENCY_MS, STEP);
    });
    if (removed === STEP) await this.#sweepStep();
  }
}
