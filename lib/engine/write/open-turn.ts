import type { Db } from "#db/client.ts";
import { type Happened, storeRollups } from "#db/queries/rollups.ts";
import { type Counted, storeTallies } from "#db/queries/tallies.ts";
import type { Logger } from "#lib/log.ts";
import type { Tx } from "./context.ts";
import { logChange } from "./log-change.ts";

/** What the work of one turn asks for: actions after its commit, and counters to store with it. */
export class OpenTurn {
  readonly after: (() => void)[] = [];
  readonly happened: Happened[] = [];
  readonly #counted: Counted[] = [];
  /** What the work gets. */
  readonly tx: Tx;

  constructor(db: Db, own: Pick<Tx, "ids" | "lines">, log: Logger) {
    this.tx = {
      db,
      now: Date.now(),
      ...own,
      afterCommit: (action) => this.after.push(action),
      logChange: (actor, entry) => this.after.push(() => logChange(log, actor, entry)),
      tally: (name, key) => this.#counted.push({ name, key }),
      rollUp: (happened) => this.happened.push(happened),
    };
  }

  /** Returns a function that forgets what is asked for from now on. */
  mark(): () => void {
    const lists = [this.after, this.happened, this.#counted];
    const lengths = lists.map(({ length }) => length);
    return () => {
      for (const [index, list] of lists.entries()) list.length = lengths[index] ?? 0;
    };
  }

  /** Stores the counters; each kind in one go, because many events of a turn count the same. */
  storeCounters(): void {
    const { db, now } = this.tx;
    storeTallies(db, this.#counted, now);
    storeRollups(db, this.happened, now);
  }
}
