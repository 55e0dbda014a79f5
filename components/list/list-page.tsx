import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { PageHeader } from "#components/ui/page-header.tsx";

type ListPageProps = {
  title: string;
  description?: ReactNode;
  /** The Add button. */
  actions?: ReactNode;
  /** Link tabs under the title. */
  tabs?: ReactNode;
  /** A SearchBox and FilterSelects. Leave out while there is nothing to filter. */
  filters?: ReactNode;
  /** A SelectionBar, at the end of the filters' line. */
  selection?: ReactNode;
  /** What happens to the list meanwhile, over the table. */
  notes?: ReactNode;
  /** A DataTable, or an EmptyState. */
  children: ReactNode;
  pager?: ReactNode;
};

/** Every list of the console: title, filters, table, pager. */
export function ListPage(props: ListPageProps) {
  return (
    <div className="flex flex-col gap-4">
      <PageHeader title={props.title} description={props.description} actions={props.actions} />
      {props.tabs}
      {(props.filters || props.selection) && (
        <NuqsAdapter>
          <div className="flex flex-wrap items-center gap-2">
            {props.filters}
            {props.selection}
          </div>
        </NuqsAdapter>
      )}
      {props.notes}
      {props.children}
      {props.pager}
    </div>
  );
}
