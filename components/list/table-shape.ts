import type { ReactNode } from "react";
import type { Order } from "./choose.ts";

/**
 * How a column stands on a desktop.
 * - `title`: the row's name and its link; it gets the room. Exactly one column.
 * - `wide`: shares the room with the title, and is cut where that ends: a URL, conditions.
 * - `words`: as wide as its words, up to an eighth of the table.
 * - `fit`: as wide as its longest cell: a status, a time.
 * - `number`: the same, on the right with tabular figures.
 * - `under`: no column of its own, but a muted line below the title. At most one.
 */
export type ColumnWidth = "title" | "wide" | "words" | "fit" | "number" | "under";

/** Where a phone shows it: `title` and `state` on the first line, a `detail` on the second, or nowhere. */
type PhonePlace = "title" | "state" | "detail" | "hidden";

type Content<Row> =
  /** A text from outside; cut at its end, and whole on hover and focus. */
  | { text: (row: Row) => string | null }
  /** Milliseconds since 1970; shown relative, and exact on hover and focus. */
  | { time: (row: Row) => number | null }
  /** Anything else; null where the row says nothing. */
  | { cell: (row: Row) => ReactNode };

export type Column<Row> = {
  key: string;
  header: string;
  width: ColumnWidth;
  phone: PhonePlace;
  sortable?: boolean;
  /** What a desktop shows where the row says nothing; a phone leaves it out. */
  empty?: string;
  /** Whether a phone leaves it out too: one attempt, no authentication. */
  quiet?: (row: Row) => boolean;
  /** The words around it on a phone, where no header explains it: "used", "attempts". */
  around?: { before?: string; after?: string };
  /** A mark after a title and before anything else: a badge, a status. */
  mark?: (row: Row) => ReactNode;
  /** Left out while the table is narrower than 832 px. */
  roomy?: boolean;
} & Content<Row>;

/** What the list is sorted by, and where a press on a column's title leads (`sortOf` makes one). */
export type Sort = Order & { hrefOf: (columnKey: string) => string };

/** The rows that are ticked. */
export type Selection = { ids: ReadonlySet<string>; onChange: (ids: Set<string>) => void };

export type DataTableProps<Row> = {
  /** Names the table for assistive technology: "Webhooks". */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** What the row is called: the text of its title, and in "Select Jira". */
  rowName: (row: Row) => string;
  /** Where its title leads; left out where rows have no page. */
  rowHref?: (row: Row) => string;
  /** The server's clock, ms since 1970. */
  now: number;
  /** The row's ActionsMenu, and what it opens; called when the row's ellipsis is pressed. */
  actions?: ((row: Row) => ReactNode) | undefined;
  /** Which rows have actions; default: all. */
  hasActions?: (row: Row) => boolean;
  sort?: Sort;
  selection?: Selection | undefined;
};

/** `display` takes the roles of a table away in some browsers, so both layouts need them written out. */
export const ROLES = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  columnHeader: { role: "columnheader" },
  rowHeader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
