import { ArrowDown, ArrowUp } from "lucide-react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { classesOf } from "./table-cell.tsx";
import { type Column, type DataTableProps, ROLES, type Selection, type Sort } from "./table-shape.ts";

/**
 * The column titles. A phone shows only the checkbox that ticks all rows, and sorts with a filter instead.
 */
export function TableHead<Row>({ columns, rows, rowId, actions, sort, selection }: DataTableProps<Row>) {
  return (
    <thead {...ROLES.group}>
      <tr {...ROLES.row} className="list-head">
        {selection && (
          <th {...ROLES.columnHeader} scope="col" className="list-select">
            <SelectAll ids={rows.map(rowId)} selection={selection} />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} />
        ))}
        {actions && (
          <th {...ROLES.columnHeader} scope="col" className="list-menu">
            <span className="sr-only">Actions</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

function SelectAll({ ids, selection }: { ids: string[]; selection: Selection }) {
  const chosen = ids.filter((id) => selection.ids.has(id)).length;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is its control
    <label className="flex items-center">
      <Checkbox
        aria-label="Select all on this page"
        checked={ids.length > 0 && chosen === ids.length}
        indeterminate={chosen > 0}
        onChange={(all) => selection.onChange(new Set(all ? ids : []))}
      />
      <span aria-hidden className="md:hidden">
        Select all on this page
      </span>
    </label>
  );
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: Sort | undefined }) {
  const direction = sort?.by === column.key ? (sort.descending ? "descending" : "ascending") : undefined;
  const sortable = column.sortable && sort;
  return (
    <th
      {...ROLES.columnHeader}
      scope="col"
      aria-sort={sortable ? direction : undefined}
      className={classesOf(column, "header")}
    >
      {sortable && <SortLink column={column} sort={sort} />}
      <span className={cn(sortable && "md:hidden")}>{column.header}</span>
    </th>
  );
}

function SortLink<Row>({ column, sort }: { column: Column<Row>; sort: Sort }) {
  const sorted = sort.by === column.key;
  const Arrow = sorted && sort.descending ? ArrowDown : ArrowUp;
  return (
    <Link
      href={sort.hrefOf(column.key)}
      scroll={false}
      className={cn("list-sort group max-md:hidden", sorted && "text-ink")}
    >
      {column.header}
      <Arrow
        aria-hidden
        className={cn(
          "size-3.5",
          !sorted && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
        )}
      />
    </Link>
  );
}
