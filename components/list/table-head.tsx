import { ArrowDown, ArrowUp } from "lucide-react";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/cn.ts";
import { Link } from "#components/ui/link.tsx";
import { type Column, type DataTableProps, ROLES, type Selection, type Sort } from "./table-shape.ts";

/** The titles of the columns. Above cards only those remain visible that sort or select. */
export function TableHead<Row>({ columns, rows, rowId, actions, sort, selection }: DataTableProps<Row>) {
  return (
    <thead {...ROLES.group} className="max-md:mb-2 max-md:block md:border-b md:bg-sunken">
      <tr
        {...ROLES.row}
        className={cn(
          "max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-4",
          selection && "max-md:pl-14",
        )}
      >
        {selection && (
          <th {...ROLES.columnHeader} scope="col" className="w-10 pl-3 max-md:-ml-14">
            <SelectAll ids={rows.map(rowId)} selection={selection} />
          </th>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sort={sort} />
        ))}
        {actions && (
          <th
            {...ROLES.columnHeader}
            scope="col"
            className="w-12 max-md:sr-only md:sticky md:right-0 md:bg-sunken"
          >
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
    <Checkbox
      aria-label="Select all on this page"
      checked={ids.length > 0 && chosen === ids.length}
      indeterminate={chosen > 0}
      onChange={(all) => selection.onChange(new Set(all ? ids : []))}
    />
  );
}

function HeadCell<Row>({ column, sort }: { column: Column<Row>; sort?: Sort }) {
  const direction = sort?.by === column.key ? (sort.descending ? "descending" : "ascending") : undefined;
  const sortable = column.sortable && sort;
  return (
    <th
      {...ROLES.columnHeader}
      scope="col"
      aria-sort={sortable ? direction : undefined}
      className={cn(
        "whitespace-nowrap px-1.5 lg:px-3 text-left font-medium text-muted text-sm first:pl-4 last:pr-4 md:h-9",
        column.numeric && "text-right",
        column.grow && "w-2/5 md:min-w-32 lg:min-w-40",
        sortable ? "max-md:px-0 max-md:first:pl-0" : "max-md:sr-only",
      )}
    >
      {sortable ? <SortLink column={column} sort={sort} /> : column.header}
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
      className={cn(
        "group inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-ink pointer-coarse:min-h-11",
        sorted && "text-ink",
      )}
    >
      {column.header}
      <Arrow
        aria-hidden
        className={cn(
          "size-3.5",
          !sorted && "max-md:hidden opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
        )}
      />
    </Link>
  );
}
