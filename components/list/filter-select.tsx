"use client";

import { visibleText } from "#lib/domain/visible-text.ts";
import { ALL, type Filter } from "./filter.ts";
import { FilterFace } from "./filter-face.tsx";
import { useFilter } from "./use-filter.ts";

/** A filter with few choices: the browser's own select, invisible over a button. */
export function FilterSelect({ filter }: { filter: Filter }) {
  const { param, label, allLabel = "All", options } = filter;
  const { value, shown, choose } = useFilter(filter);
  return (
    <span className="list-filter">
      <FilterFace label={label} value={shown} />
      <select aria-label={label} name={param} value={value} onChange={(event) => choose(event.target.value)}>
        <option value={ALL}>{allLabel}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {visibleText(option.label)}
          </option>
        ))}
      </select>
    </span>
  );
}
