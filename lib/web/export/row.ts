import type { Db } from "#db/client.ts";

/** A row as REST shows it, by member name. */
export type Row = Record<string, unknown>;

/** How one thing is exported. */
export type Exporter<Query> = {
  /** The members of a row, in their order. */
  columns: readonly string[];
  /**
   * The rows that were there at its start. Each part is a read of its own, so that none stays open while a
   * client is waited for; its rows are made when they are asked for.
   */
  reads(db: Db, query: Query): AsyncGenerator<Iterable<Row>>;
};

/** How many rows a page looks at. */
export const PAGE_ROWS = 1_000;

/** How many rows of a page are in memory at a time: an alert may take 100 KB. */
export const READ_ROWS = 100;

/** Makes each row when it is asked for. */
export function* rowsBy<Stored>(present: (stored: Stored) => Row, found: Iterable<Stored>): Generator<Row> {
  for (const one of found) yield present(one);
}
