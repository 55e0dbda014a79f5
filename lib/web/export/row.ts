import type { Db } from "#db/client.ts";

/** A row as REST shows it, by member name. */
export type Row = Record<string, unknown>;

/** How one thing is exported. */
export type Exporter<Query> = {
  /** The members of a row, in their order. */
  columns: readonly string[];
  /**
   * The rows that were there at its start. Each page is a read of its own, so that none stays open while a
   * client is waited for.
   */
  pages(db: Db, query: Query): AsyncGenerator<Row[]>;
};

/** How many rows a page looks at. */
export const PAGE_ROWS = 1_000;
