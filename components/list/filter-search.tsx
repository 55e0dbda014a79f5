"use client";

import { lazy, Suspense, useState } from "react";
import type { Filter } from "./filter.ts";
import { FilterFace } from "./filter-face.tsx";
import { useFilter } from "./use-filter.ts";

const FilterPicker = lazy(() => import("./filter-picker.tsx"));

/** A filter of too many choices for a list: a search among them, which is loaded when it is asked for. */
export function FilterSearch({ filter }: { filter: Filter }) {
  const [asked, setAsked] = useState(false);
  const { value, shown } = useFilter(filter);
  const button = (
    <button
      type="button"
      role="combobox"
      aria-haspopup="dialog"
      aria-expanded={false}
      aria-label={`${filter.label}: ${shown}`}
      className="list-filter noscript:hidden"
      onClick={() => setAsked(true)}
    >
      <FilterFace label={filter.label} value={shown} />
    </button>
  );
  if (!asked)
    return (
      <>
        {button}
        <noscript>
          <input
            name={filter.param}
            aria-label={filter.label}
            placeholder={`${filter.label}, as it is spelt`}
            defaultValue={value}
            className="control w-auto"
          />
        </noscript>
      </>
    );
  return (
    <Suspense fallback={button}>
      <FilterPicker filter={filter} />
    </Suspense>
  );
}
