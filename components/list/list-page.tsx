import type { ReactNode } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";

type ListPageProps = {
  title: string;
  description?: ReactNode;
  /** The Add button. */
  actions?: ReactNode;
  /** Link tabs under the title. */
  tabs?: ReactNode;
  /** ListFilters. Leave out while there is nothing to filter. */
  filters?: ReactNode;
  /** A SelectionBar. On a desktop it takes the place of the filters, so that the table stays where it is. */
  selection?: ReactNode;
  /** A note above the table about work in progress. */
  notes?: ReactNode;
  /** A DataTable, or an EmptyState. */
  children: ReactNode;
  pager?: ReactNode;
  /** ExportLinks. Leave out while there is nothing to export. */
  exports?: ReactNode;
};

/** Every list of the console: title, filters, table, pager. */
export function ListPage(props: ListPageProps) {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={props.title} description={props.description} actions={props.actions} />
      {props.tabs}
      {(props.filters || props.selection) && (
        <div className="list-tools">
          {props.filters}
          {props.selection}
        </div>
      )}
      {props.notes}
      {props.children}
      {(props.exports || props.pager) && (
        <div className="flex flex-wrap items-center justify-between gap-2">
          {props.exports}
          <div className="ml-auto">{props.pager}</div>
        </div>
      )}
    </div>
  );
}
