"use client";

import { ListFilter } from "lucide-react";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cn } from "#components/ui/cn.ts";
import { AddressOfList, type ListAddress, useListAddress } from "./address.ts";
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
  const address = useListAddress();
  return (
    <AddressOfList value={address}>
      <form className="list-filters" onSubmit={(event) => event.preventDefault()}>
        {search && <SearchBox {...search} />}
        {filters.length > 0 && (
          <OpenFilters
            active={activeIn(address, filters)}
            open={open}
            controls={id}
            onToggle={() => setOpen(!open)}
          />
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
    </AddressOfList>
  );
}

function FilterControl({ filter }: { filter: Filter }) {
  if (filter.time) return <FilterRange filter={filter} />;
  return filter.find ? <FilterSearch filter={filter} /> : <FilterSelect filter={filter} />;
}

type OpenFiltersProps = {
  active: number;
  open: boolean;
  controls: string;
  onToggle: () => void;
};

function OpenFilters({ active, open, controls, onToggle }: OpenFiltersProps) {
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
const activeIn = ({ query }: ListAddress, filters: readonly Filter[]): number =>
  filters.filter((filter) => !filter.order && paramsOf(filter).some((param) => query.get(param))).length;

const paramsOf = ({ param, time }: Filter): string[] => (time ? [param, ...OWN_RANGE] : [param]);
