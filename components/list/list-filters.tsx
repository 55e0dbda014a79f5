"use client";

import { ListFilter } from "lucide-react";
import { parseAsString, useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { type Filter, OWN_RANGE } from "./filter.ts";
import { FilterRange } from "./filter-range.tsx";
import { FilterSearch } from "./filter-search.tsx";
import { FilterSelect } from "./filter-select.tsx";
import { SearchBox } from "./search-box.tsx";

type ListFiltersProps = {
  /** Leave out if the list has no search. */
  search?: { label: string; placeholder: string };
  filters?: readonly Filter[];
};

/**
 * The search and the filters of a list. On a phone, one button opens the filters and shows how many are
 * active.
 */
export function ListFilters({ search, filters = [] }: ListFiltersProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  return (
    <NuqsAdapter>
      <form className="list-filters" onSubmit={(event) => event.preventDefault()}>
        {search && <SearchBox {...search} />}
        {filters.length > 0 && (
          <OpenFilters filters={filters} open={open} controls={id} onToggle={() => setOpen(!open)} />
        )}
        <div id={id} className={cn("list-filter-panel", !open && "shut")}>
          {filters.map((filter) => (
            <span key={filter.param} className={cn("contents", filter.phoneOnly && "md:hidden")}>
              <FilterControl filter={filter} />
            </span>
          ))}
        </div>
        <Button type="submit" className="hidden! noscript:inline-flex!">
          Filter
        </Button>
      </form>
    </NuqsAdapter>
  );
}

function FilterControl({ filter }: { filter: Filter }) {
  if (filter.time) return <FilterRange filter={filter} />;
  return filter.find ? <FilterSearch filter={filter} /> : <FilterSelect filter={filter} />;
}

type OpenFiltersProps = {
  filters: readonly Filter[];
  open: boolean;
  controls: string;
  onToggle: () => void;
};

function OpenFilters({ filters, open, controls, onToggle }: OpenFiltersProps) {
  const active = useActive(filters);
  return (
    <Button
      className="md:hidden noscript:hidden"
      icon={<ListFilter aria-hidden />}
      aria-expanded={open}
      aria-controls={controls}
      onClick={onToggle}
    >
      Filters
      {active > 0 && (
        <span className="rounded-full bg-accent px-1.5 text-on-accent text-xs tabular-nums">
          {active}
          <span className="sr-only"> on</span>
        </span>
      )}
    </Button>
  );
}

/** The number of filters that hide something. */
function useActive(filters: readonly Filter[]): number {
  const each = filters.filter(({ order }) => !order).map(paramsOf);
  const [query] = useQueryStates(Object.fromEntries(each.flat().map((param) => [param, parseAsString])));
  return each.filter((params) => params.some((param) => query[param])).length;
}

const paramsOf = ({ param, time }: Filter): string[] => (time ? [param, ...OWN_RANGE] : [param]);
