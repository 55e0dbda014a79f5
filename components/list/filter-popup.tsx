"use client";

import { Combobox } from "@base-ui/react/combobox";
import { Check } from "lucide-react";
import { answerOf } from "#components/form/answer-of.ts";
import type { SelectOption } from "#components/ui/select.tsx";
import { visibleText } from "#lib/domain/visible-text.ts";
import { ALL, type Filter } from "./filter.ts";
import { FilterFace } from "./filter-face.tsx";
import { useFilter } from "./use-filter.ts";
import { useFound } from "./use-found.ts";

/** The choices of a filter that the server searches. Opens at once. */
export function FilterPopup({ filter }: { filter: Filter }) {
  const { label, allLabel = "All", find } = filter;
  const { value, shown, choose } = useFilter(filter);
  const { options, status, search } = useFound(async (typed) => find && answerOf(find(typed)));
  const all = { value: ALL, label: allLabel };
  return (
    <Combobox.Root
      defaultOpen
      items={[all, ...options]}
      filter={null}
      value={{ value, label: shown }}
      isItemEqualToValue={(one: SelectOption<string>, other: SelectOption<string>) =>
        one.value === other.value
      }
      onValueChange={(next) => next && choose(next.value)}
      onInputValueChange={(typed) => search(typed)}
    >
      <Combobox.Trigger aria-label={`${label}: ${shown}`} className="list-filter">
        <FilterFace label={label} value={shown} />
      </Combobox.Trigger>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} align="start" className="z-50">
          <Combobox.Popup
            aria-label={label}
            className="popup flex max-h-(--available-height) w-80 max-w-(--available-width) flex-col p-1 outline-none"
          >
            <Combobox.Input
              aria-label={`Search ${label.toLowerCase()}`}
              placeholder="Search…"
              className="control"
            />
            <Combobox.Status className="px-2.5 py-1.5 text-muted text-sm empty:hidden">
              {status}
            </Combobox.Status>
            <Combobox.List className="max-h-72 overflow-y-auto overscroll-contain">
              {(option: SelectOption<string>) => (
                <Combobox.Item key={option.value} value={option} className="popup-item">
                  <bdi className="cut flex-1">{visibleText(option.label)}</bdi>
                  <Combobox.ItemIndicator>
                    <Check aria-hidden className="size-4 text-accent-text" />
                  </Combobox.ItemIndicator>
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
