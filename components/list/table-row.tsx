import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/cn.ts";
import { visibleText } from "#lib/domain/visible-text.ts";
import { RowMenu } from "./row-menu.tsx";
import { type Column, type DataTableProps, ROLES } from "./table-shape.ts";

/** One row of a DataTable; below 768 px a card: name and menu on top, then title and value of each column. */
export function TableRow<Row>(props: DataTableProps<Row> & { row: Row }) {
  const { row, columns, rowId, rowName, actions, hasActions = always, selection } = props;
  const id = rowId(row);
  const selected = selection?.ids.has(id) ?? false;
  return (
    <tr {...ROLES.row} data-row-id={id} className={cn("list-row", selected && selectedStyle)}>
      {selection && (
        <td {...ROLES.cell} className="pl-3 max-md:row-start-1 md:w-10">
          <Checkbox
            aria-label={visibleText(`Select ${rowName?.(row) ?? id}`)}
            checked={selected}
            onChange={(on) => selection.onChange(withToggled(selection.ids, id, on))}
          />
        </td>
      )}
      {columns.map((column) => (
        <Cell key={column.key} column={column} row={row} />
      ))}
      {actions && (
        <td
          {...ROLES.cell}
          className="w-12 bg-inherit pr-3 text-right max-md:col-start-3 max-md:row-start-1 md:sticky md:right-0"
        >
          {hasActions(row) && (
            <RowMenu label={`Actions for ${rowName?.(row) ?? id}`}>{() => actions(row)}</RowMenu>
          )}
        </td>
      )}
    </tr>
  );
}

const always = () => true;
const selectedStyle = "bg-accent-soft hover:bg-accent-soft";

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  if (column.primary) return <NameCell column={column} row={row} />;
  return (
    <td
      {...ROLES.cell}
      className={cn(
        "list-cell list-value",
        column.numeric && "tabular-nums md:text-right",
        column.grow && "md:max-w-0",
      )}
    >
      <span aria-hidden className="shrink-0 text-muted text-sm md:hidden">
        {column.header}
      </span>
      <div className="min-w-0 max-md:text-right">{column.cell(row)}</div>
    </td>
  );
}

function NameCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  return (
    <th {...ROLES.rowHeader} scope="row" className="list-cell list-name">
      {column.cell(row)}
    </th>
  );
}

function withToggled(ids: ReadonlySet<string>, id: string, on: boolean): Set<string> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
