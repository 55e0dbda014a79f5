"use client";

import { type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { cn } from "#components/ui/cn.ts";
import { Input } from "#components/ui/input.tsx";

type ChecklistItem = { value: string; label: string; note?: ReactNode };
/** A group without a label has no title. */
export type ChecklistGroup = { label: string | null; items: readonly ChecklistItem[] };

type ChecklistProps = {
  groups: readonly ChecklistGroup[];
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  /** Names the search: "Search events". */
  searchLabel: string;
  /** The label of the checkbox that hides unselected items: "Show Selected Events". */
  selectedLabel: string;
  /** Shown if the search finds nothing. */
  notFound: string;
  /** Whether the search text itself can be added if no item equals it. */
  addable?: boolean;
  className?: string;
  searchRef?: RefObject<HTMLInputElement | null>;
};

/** A long list of checkboxes with a search and a filter for the ticked ones. */
export function Checklist(props: ChecklistProps) {
  const { selected, onChange, searchLabel, selectedLabel, notFound, addable, className } = props;
  const [search, setSearch] = useState("");
  const ownRef = useRef<HTMLInputElement>(null);
  const searchBox = props.searchRef ?? ownRef;
  const [onlySelected, setOnlySelected] = useState(false);
  const id = useId();
  const groups = found(props.groups, search, onlySelected ? new Set(selected) : null);
  const typed = search.trim();
  const isKnown = props.groups.some(({ items }) => items.some(({ value }) => value === typed));
  return (
    <div className="flex min-h-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Input
          ref={searchBox}
          type="search"
          aria-label={searchLabel}
          placeholder={`${searchLabel}…`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
          className="sm:w-72"
        />
        <label htmlFor={id} className="inline-flex cursor-pointer items-center gap-1.5">
          <Checkbox id={id} checked={onlySelected} onChange={setOnlySelected} />
          {selectedLabel}
        </label>
        <span role="status" className="ml-auto text-muted text-sm tabular-nums">
          {selected.length} selected
        </span>
      </div>
      <div className={cn("max-h-72 overflow-y-auto rounded-md border", className)}>
        {groups.map((group) => (
          <Group key={group.label ?? ""} group={group} selected={selected} onChange={onChange} />
        ))}
        {groups.length === 0 && (
          <p className="p-4 text-muted">{onlySelected && typed === "" ? "Nothing is selected." : notFound}</p>
        )}
        {addable && typed !== "" && !isKnown && (
          <div className="p-3">
            <Button
              size="sm"
              className="max-w-full"
              onClick={() => {
                onChange([...selected, typed]);
                // Adding removes this button.
                searchBox.current?.focus();
              }}
            >
              <span className="truncate">Add "{typed}"</span>
            </Button>
          </div>
        )}
      </div>
      {selected.length > 0 && (
        <Button variant="ghost" size="sm" className="self-start" onClick={() => onChange([])}>
          Clear selection
        </Button>
      )}
    </div>
  );
}

function found(groups: readonly ChecklistGroup[], search: string, only: ReadonlySet<string> | null) {
  const wanted = search.trim().toLowerCase();
  const fits = ({ value, label }: ChecklistItem) =>
    (only?.has(value) ?? true) && label.toLowerCase().includes(wanted);
  return groups
    .map(({ label, items }) => ({ label, items: items.filter(fits) }))
    .filter(({ items }) => items.length > 0);
}

type GroupProps = {
  group: ChecklistGroup;
  selected: readonly string[];
  onChange: (selected: string[]) => void;
};

/** The most rows of a group that are rendered at once. The search finds the rest. */
const SHOWN_MAX = 200;

function Group({ group: { label, items }, selected, onChange }: GroupProps) {
  const chosen = new Set(selected);
  const count = items.filter(({ value }) => chosen.has(value)).length;
  const set = (values: string[], on: boolean) =>
    onChange(on ? [...new Set([...selected, ...values])] : selected.filter((one) => !values.includes(one)));
  return (
    <fieldset className="min-w-0 border-b px-2 py-1.5 last:border-b-0">
      {label !== null && (
        <legend className="contents">
          <Row
            label={label}
            strong
            checked={count === items.length}
            indeterminate={count > 0}
            onChange={(on) =>
              set(
                items.map(({ value }) => value),
                on,
              )
            }
          />
        </legend>
      )}
      <div className={cn("grid gap-x-3 sm:grid-cols-2", label !== null && "pl-5")}>
        {items.slice(0, SHOWN_MAX).map((item) => (
          <Row
            key={item.value}
            {...item}
            checked={chosen.has(item.value)}
            onChange={(on) => set([item.value], on)}
          />
        ))}
      </div>
      {items.length > SHOWN_MAX && (
        <p className="px-6 py-1.5 text-muted text-sm">
          {(items.length - SHOWN_MAX).toLocaleString("en")} more: search for them by name.
        </p>
      )}
    </fieldset>
  );
}

type RowProps = {
  label: string;
  note?: ReactNode;
  strong?: boolean;
  checked: boolean;
  indeterminate?: boolean;
  onChange: (checked: boolean) => void;
};

function Row({ label, note, strong, ...box }: RowProps) {
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="flex min-h-8 min-w-0 cursor-pointer items-center gap-1.5 rounded-sm hover:bg-hover pointer-coarse:min-h-11"
    >
      <Checkbox id={id} {...box} />
      <span className={cn("wrap-anywhere min-w-0", strong && "font-medium")}>{label}</span>
      {note && <span className="shrink-0 text-muted text-sm">{note}</span>}
    </label>
  );
}
