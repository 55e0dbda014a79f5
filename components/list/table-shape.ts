import type { ReactNode } from "react";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** The row's name, usually a TextLink: its row header, and the title of its card on a phone. Exactly one column. */
  primary?: boolean;
  /** Numbers and durations stand right, with tabular figures. */
  numeric?: boolean;
  /** Takes the room that is left and cuts what is too long (put a TruncateMiddle or `truncate` in it). */
  grow?: boolean;
  sortable?: boolean;
};

/** What the list is sorted by, and where a press on a column's title leads (`sortOf` makes one). */
export type Sort = { by: string; descending: boolean; hrefOf: (columnKey: string) => string };

/** The rows that are ticked. */
export type Selection = { ids: ReadonlySet<string>; onChange: (ids: Set<string>) => void };

export type DataTableProps<Row> = {
  /** Names the table for assistive technology: "Webhooks". */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** What the row is called: in "Select Jira" and "Actions for Jira". Needed with `selection` and `actions`. */
  rowName?: (row: Row) => string;
  /** The row's ActionsMenu, and what it opens; asked for once the row's ellipsis is pressed. */
  actions?: (row: Row) => ReactNode;
  /** Which rows have actions; all, unless told otherwise. */
  hasActions?: (row: Row) => boolean;
  sort?: Sort;
  selection?: Selection;
};

/** `display` takes the roles of a table away in some browsers, so the cards below 768 px need them written out. */
export const ROLES = {
  table: { role: "table" },
  group: { role: "rowgroup" },
  row: { role: "row" },
  columnHeader: { role: "columnheader" },
  rowHeader: { role: "rowheader" },
  cell: { role: "cell" },
} as const;
