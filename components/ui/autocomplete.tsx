"use client";

import { useRef } from "react";
import { type AutocompleteProps, type Caret, TYPED } from "./autocomplete-field.ts";
import { later, useIdleLoad, useLater } from "./later.ts";

const proposals = later(() => import("./autocomplete-popup.tsx"));

/**
 * A line of text with proposals below it: arrows choose, Enter takes, Escape closes. A plain input until its
 * code is loaded.
 */
export function Autocomplete(props: AutocompleteProps) {
  useIdleLoad(proposals);
  const loaded = useLater(proposals);
  const caret = useRef<Caret | null>(null);
  if (loaded !== undefined) return <loaded.AutocompletePopup {...props} caret={caret.current} />;
  const { items: _, onChange, onBlur, ...input } = props;
  return (
    <input
      {...input}
      {...TYPED}
      type="text"
      role="combobox"
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-expanded={false}
      onChange={(event) => onChange(event.target.value)}
      onSelect={({ currentTarget: { selectionStart, selectionEnd } }) => {
        caret.current = [selectionStart ?? 0, selectionEnd ?? 0];
      }}
      onBlur={() => {
        caret.current = null;
        onBlur?.();
      }}
    />
  );
}
