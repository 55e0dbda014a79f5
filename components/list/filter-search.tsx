"use client";

import { useState } from "react";
import { later } from "#components/ui/later.ts";
import { loadOrTell } from "#components/ui/load-or-tell.ts";
import type { Filter } from "./filter.ts";
import { FilterFace } from "./filter-face.tsx";
import { useFilter } from "./use-filter.ts";

const popup = later(() => import("./filter-popup.tsx"));

/** A filter with too many choices for a list. Its search is loaded at the first press. */
export function FilterSearch({ filter }: { filter: Filter }) {
  const [asked, setAsked] = useState(false);
  const { value, shown } = useFilter(filter);
  const loaded = popup.now();
  if (asked && loaded !== undefined) return <loaded.FilterPopup filter={filter} />;
  return (
    <>
      <button
        type="button"
        role="combobox"
        aria-haspopup="dialog"
        aria-expanded={false}
        aria-label={`${filter.label}: ${shown}`}
        className="list-filter noscript:hidden"
        onClick={async () => setAsked(await loadOrTell(popup))}
      >
        <FilterFace label={filter.label} value={shown} />
      </button>
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
}
