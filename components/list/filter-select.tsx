"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { Select, type SelectOption } from "#components/ui/select.tsx";
import { visibleText } from "#lib/domain/visible-text.ts";
import { PAGE_PARAMS } from "./href.ts";

type FilterSelectProps = {
  /** The name in the address bar: `state` gives `?state=failed`. */
  param: string;
  label: string;
  options: readonly SelectOption<string>[];
  allLabel?: string;
};

const ALL = "";
const firstPage = Object.fromEntries(PAGE_PARAMS.map((key) => [key, null]));

/** A label may be a word of an alert. */
const shown = ({ value, label }: SelectOption<string>) => ({ value, label: visibleText(label) });

/** A filter of a list that lives in the address bar; each choice is a step that Back undoes. */
export function FilterSelect({ param, label, options, allLabel = "All" }: FilterSelectProps) {
  const keys = [param, ...PAGE_PARAMS];
  const [query, setQuery] = useQueryStates(Object.fromEntries(keys.map((key) => [key, parseAsString])), {
    shallow: false,
    history: "push",
  });
  return (
    <Select
      aria-label={label}
      prefix={<span className="text-muted">{label}: </span>}
      value={options.find(({ value }) => value === query[param])?.value ?? ALL}
      onChange={(value) => setQuery({ ...firstPage, [param]: value === ALL ? null : value })}
      options={[{ value: ALL, label: allLabel }, ...options.map(shown)]}
      className="min-h-8 w-auto max-w-full py-1"
    />
  );
}
