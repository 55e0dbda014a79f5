import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { OutsideText } from "#components/ui/outside-text.tsx";
import { formatExact } from "#components/ui/time-format.ts";
import { useTimeZone } from "#components/ui/time-zone.tsx";
import { visibleText } from "#lib/domain/visible-text.ts";
import { RowMenu } from "./row-menu.tsx";
import { contentOf, TableCell } from "./table-cell.tsx";
import { type Column, type DataTableProps, ROLES } from "./table-shape.ts";

type Props<Row> = DataTableProps<Row> & { row: Row };

/** One row of a DataTable. */
export function TableRow<Row>(props: Props<Row>) {
  const { row, columns, rowId, rowName, now, actions, hasActions = always, selection } = props;
  const id = rowId(row);
  const selected = selection?.ids.has(id) ?? false;
  return (
    <tr {...ROLES.row} data-row-id={id} className={selected ? "list-row selected" : "list-row"}>
      {selection && (
        <td {...ROLES.cell} className="list-select">
          <Checkbox
            aria-label={visibleText(`Select ${rowName(row)}`)}
            checked={selected}
            onChange={(on) => selection.onChange(withToggled(selection.ids, id, on))}
          />
        </td>
      )}
      {columns.map((column) =>
        column.width === "title" ? (
          <TitleCell key={column.key} column={column} {...props} />
        ) : (
          <TableCell key={column.key} column={column} row={row} now={now} />
        ),
      )}
      {actions && (
        <td {...ROLES.cell} className="list-menu">
          {hasActions(row) && <RowMenu label={`Actions for ${rowName(row)}`}>{() => actions(row)}</RowMenu>}
        </td>
      )}
    </tr>
  );
}

const always = () => true;

function TitleCell<Row>(props: Props<Row> & { column: Column<Row> }) {
  const { column, row, columns, rowName, rowHref, now } = props;
  const name = <OutsideText text={rowName(row)} className="cut" />;
  const href = rowHref?.(row);
  const zone = useTimeZone();
  const under = columns.find(({ width }) => width === "under");
  return (
    <th
      {...ROLES.rowHeader}
      scope="row"
      className={cn("list-title phone-title", under && contentOf(under, row, now) !== null && "over")}
    >
      {href ? (
        // Not prefetched: a list that refreshes itself would fetch every row's page again each time.
        <Link
          href={href}
          prefetch={false}
          aria-description={exactTimes(columns, row, zone) || undefined}
          className="list-link"
        >
          {name}
        </Link>
      ) : (
        name
      )}
      {column.mark?.(row)}
    </th>
  );
}

/** "Last update 24 Nov 2026, 06:22:48 UTC": the row's exact times, for readers who can't hover. */
function exactTimes<Row>(columns: readonly Column<Row>[], row: Row, zone: string | null): string {
  return columns
    .flatMap((column) => {
      const at = "time" in column ? column.time(row) : null;
      return at === null ? [] : `${column.header} ${formatExact(at, zone)}`;
    })
    .join(", ");
}

function withToggled(ids: ReadonlySet<string>, id: string, on: boolean): Set<string> {
  const next = new Set(ids);
  if (on) next.add(id);
  else next.delete(id);
  return next;
}
