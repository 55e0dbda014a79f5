"use client";

import { ROLES } from "#components/list/table-shape.ts";
import { OutsideText } from "#components/ui/outside-text.tsx";

/** HTTP headers as a table of names and values. On a phone each value is below its name. */
export function HeadersTable({ headers, label }: { headers: Record<string, string>; label: string }) {
  return (
    <table
      {...ROLES.table}
      aria-label={label}
      className="w-full overflow-hidden rounded-md text-sm outline outline-border -outline-offset-1 max-sm:block"
    >
      <thead {...ROLES.group} className="sr-only">
        <tr {...ROLES.row}>
          <th {...ROLES.columnHeader}>Header</th>
          <th {...ROLES.columnHeader}>Value</th>
        </tr>
      </thead>
      <tbody {...ROLES.group} className="max-sm:block">
        {Object.entries(headers).map(([name, value]) => (
          <tr key={name} {...ROLES.row} className="border-b last:border-b-0 max-sm:block max-sm:py-1.5">
            <th {...ROLES.rowHeader} className={`${cellStyle} wrap-anywhere font-normal text-muted sm:w-56`}>
              <OutsideText text={name} />
            </th>
            <td {...ROLES.cell} className={`${cellStyle} wrap-anywhere`}>
              <OutsideText text={value} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cellStyle = "px-3 py-1.5 text-left align-top font-mono max-sm:block max-sm:py-0";
