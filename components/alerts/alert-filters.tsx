import { FilterSelect } from "#components/list/filter-select.tsx";
import { SearchBox } from "#components/list/search-box.tsx";
import type { SelectOption } from "#components/ui/select.tsx";
import { PRIORITIES, STATUSES } from "#lib/domain/alert/alert.ts";
import { type AlertFilter, isFiltered } from "#lib/domain/alert/list.ts";
import { SORTS, SORTS_OF_ALL } from "./sorts.ts";

type Props = {
  filter: AlertFilter;
  /** The categories and sources to choose from. */
  categories: string[];
  sources: string[];
};

/** What the list is searched, filtered and sorted by. */
export function AlertFilters({ filter, categories, sources }: Props) {
  return (
    <>
      <SearchBox label="Search alerts" placeholder="Title, source, id…" className="sm:w-64" />
      <FilterSelect param="status" label="Status" options={optionsOf(STATUSES)} />
      <FilterSelect param="priority" label="Priority" options={optionsOf(PRIORITIES)} />
      <FilterSelect param="category" label="Category" options={optionsOf(categories, filter.category)} />
      <FilterSelect param="source_name" label="Source" options={optionsOf(sources, filter.sourceName)} />
      <FilterSelect
        param="sort"
        label="Sort"
        allLabel="Last update"
        options={isFiltered(filter) ? SORTS : SORTS_OF_ALL}
      />
    </>
  );
}

/** The values there are, and the one that is chosen though it is not among them. */
function optionsOf(values: readonly string[], chosen?: string): SelectOption<string>[] {
  const all = chosen === undefined || values.includes(chosen) ? values : [...values, chosen];
  return all.map((value) => ({ value, label: value }));
}
