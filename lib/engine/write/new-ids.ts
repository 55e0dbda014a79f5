import type { Db } from "#db/client.ts";
import { addBoot } from "#db/queries/boots.ts";
import { lastSeqs } from "#db/queries/row-ids.ts";
import { type Numbered, newBoot, numberedId } from "#lib/domain/numbered-id.ts";

/** The identity of a new row: its number, the boot that gives it, and the id that the two make. */
export type NewId = { seq: number; boot: number; id: string };

/**
 * Numbers events and deliveries, for one start of the engine. Numbers only grow: what a rollback has undone
 * leaves a gap.
 */
export class NewIds {
  readonly #number: number;
  readonly #value = newBoot();
  readonly #last: Record<Numbered, number>;

  /** Adds the boot to the database. */
  constructor(db: Db) {
    this.#number = addBoot(db, this.#value);
    this.#last = lastSeqs(db);
  }

  event(): NewId {
    return this.#next("evt");
  }

  delivery(): NewId {
    return this.#next("dlv");
  }

  #next(kind: Numbered): NewId {
    const seq = ++this.#last[kind];
    return { seq, boot: this.#number, id: numberedId(kind, seq, this.#value) };
  }
}
