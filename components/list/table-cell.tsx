import type { ReactNode } from "react";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { RowTime } from "./row-time.tsx";
import { type Column, ROLES } from "./table-shape.ts";

type Props<Row> = { column: Column<Row>; row: Row; now: number };

/** A cell of any column except the title. */
export function TableCell<Row>({ column, row, now }: Props<Row>) {
  const { width, empty, quiet, mark } = column;
  const content = contentOf(column, row, now);
  const saysNothing = content === null;
  const phone = saysNothing || quiet?.(row) ? "hidden" : column.phone;
  return (
    <td {...ROLES.cell} className={classesOf(column, phone)}>
      {saysNothing ? (
        width === "under" ? null : (
          <span className="text-muted">{empty}</span>
        )
      ) : (
        <>
          {mark?.(row)}
          <Words {...column.around}>{content}</Words>
        </>
      )}
    </td>
  );
}

/** The content of a cell; null if the row has none for this column. */
export function contentOf<Row>(column: Column<Row>, row: Row, now: number): ReactNode {
  if ("cell" in column) return column.cell(row);
  if ("time" in column) {
    const at = column.time(row);
    return at === null ? null : <RowTime at={at} now={now} />;
  }
  const text = column.text(row);
  return text === null ? null : <OutsideText text={text} className="cut" />;
}

function Words({ before, after, children }: { before?: string; after?: string; children: ReactNode }) {
  return (
    <>
      {before && <span className="md:hidden">{before} </span>}
      {children}
      {after && <span className="md:hidden"> {after}</span>}
    </>
  );
}

/** The class names by which the style sheets lay out a cell. */
export function classesOf({ width, roomy }: Pick<Column<never>, "width" | "roomy">, phone: string): string {
  return `list-${width} phone-${phone}${roomy ? " roomy" : ""}`;
}
