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
  const value = options.find((option) => option.value === query[param])?.value ?? ALL;
  const all = [{ value: ALL, label: allLabel }, ...options.map(shown)];
  return (
    <>
      <Select
        aria-label={label}
        prefix={<span className="text-muted">{label}: </span>}
        value={value}
        onChange={(next) => setQuery({ ...firstPage, [param]: next === ALL ? null : next })}
        options={all}
        className="min-h-8 w-auto max-w-full py-1 noscript:hidden"
      />
      <noscript>
        <PlainSelect name={param} label={label} value={value} options={all} />
      </noscript>
    </>
  );
}

type PlainSelectProps = { name: string; label: string; value: string; options: SelectOption<string>[] };

/** The browser's own, for the form around it. */
function PlainSelect({ name, label, value, options }: PlainSelectProps) {
  return (
    <select name={name} aria-label={label} defaultValue={value} className="control min-h-8 w-auto py-1">
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {`${label}: ${option.label}`}
        </option>
      ))}
    </select>
  );
}
