import type { ReactNode } from "react";
import type { Order } from "./choose.ts";

/**
 * The width of a column on a desktop.
 * - `title`: the row's name and its link. It gets the free room. Exactly one column.
 * - `wide`: as wide as its longest cell, from 6 rem to three tenths of the table: a URL, conditions.
 * - `words`: as wide as its words, up to an eighth of the table.
 * - `fit`: as wide as its longest cell: a status, a time.
 * - `number`: like `fit`, aligned right with tabular figures.
 * - `under`: no column of its own, but a muted line below the title. At most one.
 */
export type ColumnWidth = "title" | "wide" | "words" | "fit" | "number" | "under";

/** The place on a phone: `title` and `state` on the first line, a `detail` on the second, or hidden. */
type PhonePlace = "title" | "state" | "detail" | "hidden";

type Content<Row> =
  /** An outside text. It is cut at its end; hovering or focusing shows it in full. */
  | { text: (row: Row) => string | null }
  /** Milliseconds since 1970, shown as a relative time; hovering or focusing shows it exactly. */
  | { time: (row: Row) => number | null }
  /** Any other content; null if the row has none. */
  | { cell: (row: Row) => ReactNode };

export type Column<Row> = {
  key: string;
  header: string;
  width: ColumnWidth;
  phone: PhonePlace;
  sortable?: boolean;
  /** Shown on a desktop if the row has no content for this column. A phone leaves the cell out. */
  empty?: string;
  /** Whether a phone leaves this cell out as well: one attempt, no authentication. */
  quiet?: (row: Row) => boolean;
  /** The words around the content on a phone, which has no column titles: "used", "attempts". */
  around?: { before?: string; after?: string };
  /** Shown right after a title: a badge, a status. */
  mark?: (row: Row) => ReactNode;
  /** Hidden while the table is narrower than 832 px. */
  roomy?: boolean;
} & Content<Row>;

/** The current order, and the link of each column's title (made by `sortOf`). */
export type Sort = Order & { hrefOf: (columnKey: string) => string };

/** The ticked rows. */
export type Selection = { ids: ReadonlySet<string>; onChange: (ids: Set<string>) => void };

export type DataTableProps<Row> = {
  /** The table's name for assistive technology: "Webhooks". */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** The row's name: the text of its title, also used in "Select Jira". */
  rowName: (row: Row) => string;
  /** The link of its title. Leave it out, or return undefined, if there is no page. */
  rowHref?: (row: Row) => string | undefined;
  /** The server's clock, ms since 1970. */
  now: number;
  /** The row's ActionsMenu and whatever it opens. Called when the row's ellipsis is pressed. */
  actions?: ((row: Row) => ReactNode) | undefined;
  /** Whether a row has actions; default: every row has. */
  hasActions?: (row: Row) => boolean;
  sort?: Sort;
  selection?: Selection | undefined;
};

/** CSS `display` removes a table's roles in some browsers, so both layouts write them out. */
export const ROLES = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  columnHeader: { role: "columnheader" },
  rowHeader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
