import { ChangeWatch } from "#db/change-triggers.ts";
import type { Connection, Db } from "#db/client.ts";
import { deliveryId } from "#db/queries/row-ids.ts";
import type { Change } from "#lib/domain/live/change.ts";
import { GatheredChanges } from "./gathered-changes.ts";

/** How long changes are gathered before they are told, ms: so each kind is told at most twice a second. */
const GATHER_MS = 500;

/** Tells what this process and others have written. Costs nothing while nobody listens. */
export class ChangeFeed {
  readonly #connection: Connection;
  readonly #gathered = new GatheredChanges();
  #listening: { tell: (changes: Change[]) => void; watch: ChangeWatch } | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /**
   * Calls `tell` with what is written from now on, at most twice a second. The first call, with an empty list,
   * says that this has begun.
   */
  begin(tell: (changes: Change[]) => void): void {
    this.end();
    const watch = new ChangeWatch(this.#connection, (kind, id) => {
      // Under load, all that will be told of a kind is known after a few rows: noting more would only cost. The
      // transaction that writes this row ends within this turn of the event loop.
      if (this.#gathered.add(kind, id)) setImmediate(() => this.#listening?.watch.rest(kind));
      this.#tellSoon();
    });
    this.#listening = { tell, watch };
    tell([]);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#gathered.take();
    this.#listening?.watch.end();
    this.#listening = null;
  }

  /** Another process has written: nobody knows what. */
  anything(): void {
    if (this.#listening === null) return;
    this.#gathered.add("anything", null);
    this.#tellSoon();
  }

  #named({ kind, ids }: Change): Change {
    if (kind !== "delivery" || ids === null) return { kind, ids };
    return { kind, ids: ids.map((noted) => deliveryOf(this.#connection.db, noted)) };
  }

  /** A transaction begins and ends within one turn of the event loop: what a timer finds here is committed. */
  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#listening?.watch.noteAll();
      const changes = this.#gathered.take().map((change) => this.#named(change));
      this.#listening?.tell(changes);
    }, GATHER_MS);
  }
}

/** The id of a delivery that was noted by it, or by its numbers. */
function deliveryOf(db: Db, noted: string): string {
  const [seq, boot] = noted.split("/");
  return boot === undefined ? noted : deliveryId(db, { seq: Number(seq), boot: Number(boot), id: null });
}
