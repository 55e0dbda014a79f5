import { TableHead } from "./table-head.tsx";
import { TableRow } from "./table-row.tsx";
import { type DataTableProps, ROLES } from "./table-shape.ts";

/** A list as a table; below 640 px each row is a card with the same menu. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  return (
    <div className="relative sm:overflow-x-auto sm:rounded-lg sm:border sm:bg-surface">
      <table {...ROLES.table} aria-label={props.label} className="w-full border-collapse max-sm:block">
        <TableHead {...props} />
        <tbody {...ROLES.group} className="max-sm:flex max-sm:flex-col max-sm:gap-3">
          {props.rows.map((row) => (
            <TableRow key={props.rowId(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
