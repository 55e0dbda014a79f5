"use client";

import { useState } from "react";
import { later } from "#components/ui/later.ts";
import { WhenOpen } from "#components/ui/when-open.tsx";
import { ALL, type Filter } from "./filter.ts";
import { FilterFace } from "./filter-face.tsx";
import { useRange } from "./use-range.ts";

const dialog = later(() => import("./range-dialog.tsx"));

const OWN = "own";
const ASK = "ask";

/** A filter by time: a preset, or a range of one's own, which a dialog asks for. */
export function FilterRange({ filter }: { filter: Filter }) {
  const [asking, setAsking] = useState(false);
  const { label, param, allLabel = "All", options } = filter;
  const { preset, own, shown, choosePreset, chooseOwn } = useRange(filter);
  return (
    <span className="list-filter">
      <FilterFace label={label} value={shown} />
      <select
        aria-label={label}
        name={param}
        value={own === null ? preset : OWN}
        onChange={({ target: { value } }) => (value === ASK ? setAsking(true) : choosePreset(value))}
      >
        <option value={ALL}>{allLabel}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {own !== null && <option value={OWN}>{shown}</option>}
        <option value={ASK}>Choose a range…</option>
      </select>
      <WhenOpen part={dialog} open={asking} onFail={() => setAsking(false)}>
        {({ RangeDialog }) => (
          <RangeDialog
            key={`${own?.since} ${own?.until}`}
            open={asking}
            onClose={() => setAsking(false)}
            own={own}
            choose={chooseOwn}
          />
        )}
      </WhenOpen>
    </span>
  );
}
