import { indexAlerts, searchIsBehind } from "#db/queries/alert-search.ts";
import { alertsToResolve } from "#db/queries/alerts.ts";
import { lastEventSeq } from "#db/queries/as-of.ts";
import { forgetPosts } from "#db/queries/idempotent-posts.ts";
import { forgetJobs, hasRunningJobs } from "#db/queries/jobs.ts";
import { forgetTallies } from "#db/queries/tallies.ts";
import { deleteExpiredSessions } from "#db/queries/users.ts";
import { IDEMPOTENCY_MS } from "#lib/engine/intake/plan.ts";
import type { VerbContext } from "#lib/engine/write/context.ts";
import type { Logger } from "#lib/log.ts";
import { watchArrivals } from "./arrivals.ts";
import { autoResolve } from "./auto-resolve.ts";
import { Chore } from "./chore.ts";
import { watchIdle } from "./idle.ts";
import { runJobs } from "./run-jobs.ts";

const WATCH_MS = 1_000;
const SWEEP_MS = 60_000;
/** Rows removed per transaction, so that a sweep never holds up a post for long. */
const STEP = 500;
/** Alerts per transaction: taken into the search index (about 5 ms), resolved by a rule. */
const INDEX_STEP = 100;
const RESOLVE_STEP = 50;
/** The search may be a second behind, and a look costs nothing. */
const INDEX_LOOK_MS = 250;
/** Even where each step takes long, the index keeps up with so many events a second; in a storm of more it may lag. */
const INDEX_KEEPS_UP_WITH = 1_000;
const INDEX_REST_MS = 75;
/** How long an ended job can be asked for, ms. */
const JOBS_KEPT_MS = 30 * 24 * 3_600_000;

type Context = Pick<VerbContext, "db" | "now" | "transact" | "routing" | "deliveryQueued">;

/** What happens by the clock: watching for other writers, removing what has expired, resolving alerts, indexing them, jobs. */
export class Housekeeping {
  readonly #context: Context;
  readonly #watch: () => void;
  readonly #log: Logger;
  readonly #chores: Chore[];
  #timers: NodeJS.Timeout[] = [];

  constructor(context: Context, watch: () => void, log: Logger) {
    this.#context = context;
    this.#watch = watch;
    this.#log = log;
    this.#chores = [this.#resolving(), this.#indexing(), this.#jobs()];
  }

  start(): void {
    this.#timers = [setInterval(() => this.#watch(), WATCH_MS), setInterval(() => this.#sweep(), SWEEP_MS)];
    for (const chore of this.#chores) chore.start();
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const chore of this.#chores) chore.stop();
  }

  #resolving(): Chore {
    const { db, now, transact, routing, deliveryQueued } = this.#context;
    const isDue = () => alertsToResolve(db, now(), 1).length > 0;
    const step = () =>
      transact((tx) => {
        const routes = { table: routing(tx), queued: deliveryQueued };
        return autoResolve(tx, routes, RESOLVE_STEP) === RESOLVE_STEP;
      });
    return new Chore({ name: "resolving alerts by their rules", isDue, step }, this.#log);
  }

  /** Written with each event, the index would halve what can be taken in. */
  #indexing(): Chore {
    const { db, transact } = this.#context;
    const isDue = () => searchIsBehind(db);
    const step = () =>
      transact((tx) => {
        indexAlerts(tx.db, INDEX_STEP);
        return searchIsBehind(tx.db);
      });
    const arrivals = watchArrivals(() => lastEventSeq(db));
    const longestRestMs = () => (arrivals() > INDEX_KEEPS_UP_WITH ? Number.POSITIVE_INFINITY : INDEX_REST_MS);
    const pace = { lookMs: INDEX_LOOK_MS, isIdle: watchIdle(), longestRestMs };
    return new Chore({ name: "indexing alerts for the search", isDue, step, ...pace }, this.#log);
  }

  #jobs(): Chore {
    const isDue = () => hasRunningJobs(this.#context.db);
    return new Chore({ name: "running jobs", isDue, step: () => runJobs(this.#context) }, this.#log);
  }

  #sweep(): void {
    this.#sweepStep().catch((error) => this.#log.error({ err: error }, "expired rows could not be removed"));
  }

  async #sweepStep(): Promise<void> {
    const removed = await this.#context.transact((tx) => {
      deleteExpiredSessions(tx.db, tx.now);
      forgetTallies(tx.db, tx.now);
      forgetJobs(tx.db, tx.now - JOBS_KEPT_MS);
      return forgetPosts(tx.db, tx.now - IDEMPOTENCY_MS, STEP);
    });
    if (removed === STEP) await this.#sweepStep();
  }
}
