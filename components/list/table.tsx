import { type CSSProperties, useRef } from "react";
import { RowHint } from "./row-hint.tsx";
import { type MenuOwner, MenuOwnerContext } from "./row-menu.tsx";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { type DataTableProps, ROLES } from "./table-shape.ts";
import { titleTrackOf, tracksOf } from "./tracks.ts";

/**
 * A list as a table with rows of equal height. Below 768 px each row has two lines (list-desktop.css,
 * list-phone.css).
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowId, selection, actions } = props;
  const around = { selectable: selection !== undefined, hasMenu: actions !== undefined };
  const { all, narrow } = tracksOf(columns, around);
  const tracks = { "--tracks": all, "--narrow": narrow, "--title": titleTrackOf(columns, around) };
  const menuOwner: MenuOwner = useRef(null);
  return (
    <div className="list-box">
      <RowHint>
        <table
          {...ROLES.table}
          aria-label={label}
          className={selection ? "list selectable" : "list"}
          style={tracks as CSSProperties}
        >
          <TableHead {...props} />
          <tbody {...ROLES.group}>
            <MenuOwnerContext value={menuOwner}>
              {rows.map((row) => (
                <TableRow key={rowId(row)} row={row} {...props} />
              ))}
            </MenuOwnerContext>
          </tbody>
        </table>
      </RowHint>
    </div>
  );
}
