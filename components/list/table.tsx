import { useRef } from "react";
import { type MenuOwner, MenuOwnerContext } from "./row-menu.tsx";
import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { type DataTableProps, ROLES } from "./table-shape.ts";

/** A list as a table; below 768 px each row is a card with the same menu. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const menuOwner: MenuOwner = useRef(null);
  return (
    <div className="relative md:overflow-x-auto md:rounded-lg md:border md:bg-surface">
      <table {...ROLES.table} aria-label={props.label} className="w-full border-collapse max-md:block">
        <TableHead {...props} />
        <tbody {...ROLES.group} className="max-md:flex max-md:flex-col max-md:gap-3">
          <MenuOwnerContext value={menuOwner}>
            {props.rows.map((row) => (
              <TableRow key={props.rowId(row)} row={row} {...props} />
            ))}
          </MenuOwnerContext>
        </tbody>
      </table>
    </div>
  );
}
