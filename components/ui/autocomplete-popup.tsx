"use client";

import { Autocomplete as Base } from "@base-ui/react/autocomplete";
import { useImperativeHandle, useLayoutEffect, useRef } from "react";
import { type AutocompleteProps, type Caret, TYPED } from "./autocomplete-field.ts";

/**
 * Autocomplete with its proposals. `caret` is the user's caret in the plain input that this replaces, or
 * null.
 */
export function AutocompletePopup({ caret, ...props }: AutocompleteProps & { caret: Caret | null }) {
  const { value, onChange, items, disabled, ref, ...input } = props;
  const control = useRef<HTMLInputElement>(null);
  useImperativeHandle(ref, () => control.current as HTMLInputElement, []);
  const typing = useRef(caret);
  useLayoutEffect(() => {
    if (typing.current === null) return;
    control.current?.focus();
    control.current?.setSelectionRange(...typing.current);
    typing.current = null;
  }, []);
  return (
    <Base.Root
      items={items}
      value={value}
      onValueChange={(next) => onChange(next)}
      openOnInputClick
      disabled={disabled}
    >
      <Base.Input {...input} {...TYPED} ref={control} />
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
