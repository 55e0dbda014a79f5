"use client";

import { Autocomplete as Base } from "@base-ui/react/autocomplete";
import type { Ref } from "react";

type AutocompleteProps = {
  value: string;
  onChange: (value: string) => void;
  /** Proposals; anything else can be typed too. */
  items: readonly string[];
  id?: string;
  name?: string;
  ref?: Ref<HTMLInputElement>;
  onBlur?: () => void;
  disabled?: boolean | undefined;
  placeholder?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

/** A line of text with proposals below it: arrows choose, Enter accepts, Escape closes. */
export function Autocomplete({ value, onChange, items, disabled, ...input }: AutocompleteProps) {
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={(next) => onChange(next)}
      openOnInputClick
      disabled={disabled}
    >
      <Base.Input {...input} autoComplete="off" autoCapitalize="off" spellCheck={false} className="control" />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" className="z-50 outline-none">
          <Base.Popup className="popup max-h-72 min-w-(--anchor-width) overflow-y-auto p-1 outline-none data-empty:hidden">
            <Base.List>
              {(item: string) => (
                <Base.Item key={item} value={item} className="popup-item">
                  {item}
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
