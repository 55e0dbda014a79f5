import { type Filter, type FindOptions, OFFERED_MAX } from "#components/list/filter.ts";
import { ListFilters } from "#components/list/list-filters.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { type AlertFilter, isFiltered } from "#lib/domain/alert/list.ts";
import { SORTS, SORTS_OF_ALL } from "./sorts.ts";

/** The categories or sources of the alerts. If `more` is true, the list is not complete. */
type Facet = { values: string[]; more: boolean; find: FindOptions };

type Props = { filter: AlertFilter; categories: Facet; sources: Facet };

/** The search, filters and order of the list. */
export function AlertFilters({ filter, categories, sources }: Props) {
  const filters: Filter[] = [
    { param: "status", label: "Status", options: optionsOf(STATUSES) },
    { param: "priority", label: "Priority", options: optionsOf(PRIORITIES) },
    { param: "category", label: "Category", ...offerOf(categories, filter.category) },
    { param: "source_name", label: "Source", ...offerOf(sources, filter.sourceName) },
    {
      param: "sort",
      label: "Sort",
      allLabel: "Last update",
      options: isFiltered(filter) ? SORTS : SORTS_OF_ALL,
      order: true,
    },
  ];
  return (
    <ListFilters search={{ label: "Search alerts", placeholder: "Title, source, id…" }} filters={filters} />
  );
}

/** The known values, plus the chosen one if it is not among them. */
function offerOf(
  { values, more, find }: Facet,
  chosen: string | undefined,
): Pick<Filter, "options" | "find"> {
  const offered = more ? [] : values.slice(0, OFFERED_MAX);
  const all = chosen === undefined || offered.includes(chosen) ? offered : [...offered, chosen];
  return { options: optionsOf(all), find: more ? find : undefined };
}

const optionsOf = (values: readonly string[]): SelectOption<string>[] =>
  values.map((value) => ({ value, label: value }));
